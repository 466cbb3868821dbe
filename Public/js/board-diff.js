// The lines of a text file that changed: signs and words say what colours do.
import { make, name, said } from "./dom.js";

const elements = { "+": "ins", "-": "del", " ": "span" };
const shown = { "+": "+", "-": "−", " ": " " };

/** What to show under `change`: its diff, or why there is none. */
export function diffView(change) {
  const views = (change.diff ?? []).map(part);
  if (change.isCut) views.push(said("p", "board-note", "board.diff.cut"));
  if (views.length === 0) views.push(said("p", "board-note", noneKey(change)));
  return views;
}

function noneKey({ kind, diff }) {
  if (kind === "deleted") return "board.diff.deleted";
  return diff ? "board.diff.same" : "board.diff.none";
}

/** One place in the file, with the number of each line before and after. */
function part({ old, new: now, lines }) {
  const code = make("div", "board-diff-lines");
  let [before, after] = [old, now];
  for (const text of lines) {
    const sign = text[0] ?? " ";
    const isOld = sign !== "+";
    const isNew = sign !== "-";
    code.append(line(sign, text.slice(1), isOld ? before : "", isNew ? after : ""));
    if (isOld) before += 1;
    if (isNew) after += 1;
  }
  const box = make("div", "board-diff", code);
  box.tabIndex = 0; // Long lines scroll, also by keyboard.
  box.setAttribute("role", "group");
  name(box, "board.diff.label");
  return box;
}

function line(sign, text, before, after) {
  const numbers = make("span", "board-line-number", ...[before, after].map((each) => make("span", "", String(each))));
  numbers.setAttribute("aria-hidden", "true");
  const mark = make("span", "board-line-sign", shown[sign] ?? sign);
  const element = make(elements[sign] ?? "span", "board-line", numbers, mark, make("span", "board-line-text", text));
  element.dataset.sign = sign;
  return element;
}
