// How a person is shown: a face, a name, and the id that tells two people of one name apart.
import { make } from "./dom.js";

const graphemes = "Segmenter" in Intl ? new Intl.Segmenter() : null;

/** Adds the face to `parent`, and the name and id to `words`. */
export function showPerson({ id, name }, parent, words = parent) {
  const face = make("span", "face", firstCharacter(name));
  face.setAttribute("aria-hidden", "true");
  parent.prepend(face);
  const nameElement = make("bdi", "name", name);
  words.append(nameElement, make("span", "tag", `#${id}`));
  parent.dataset.hue = id % 8;
}

function firstCharacter(name) {
  const [first] = graphemes ? graphemes.segment(name) : name;
  return (first?.segment ?? first ?? "").toUpperCase();
}
