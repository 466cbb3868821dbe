// What was saved, newest first; each opens into its diff.
import { diffView } from "./board-diff.js";
import { clockTime, number } from "./board-words.js";
import { make, said } from "./dom.js";

const most = 100; // Changes in the list; the oldest go first.
const signs = { created: "+", modified: "~", deleted: "−" };

export class Changes {
  constructor(list, none) {
    this.list = list;
    this.none = none;
  }

  clear() {
    this.list.replaceChildren();
    this.none.hidden = false;
  }

  /** `changes` in the order in which they happened. */
  add(changes) {
    this.list.prepend(...changes.slice(-most).map(item).reverse());
    while (this.list.childElementCount > most) this.list.lastElementChild.remove();
    this.none.hidden = this.list.childElementCount > 0;
  }
}

function item(change) {
  const details = make("details", "", summary(change));
  // A diff is drawn when it is looked at.
  details.addEventListener("toggle", () => details.append(...diffView(change)), { once: true });
  const element = make("li", "board-change", details);
  element.dataset.kind = change.kind;
  return element;
}

function summary(change) {
  const sign = make("span", "board-sign", signs[change.kind] ?? "?");
  sign.setAttribute("aria-hidden", "true");
  const kind = said("span", "", signs[change.kind] ? `board.change.${change.kind}` : "board.change.other");
  const line = make("summary", "", sign, make("bdi", "board-change-path", change.path), " ", kind);
  const lines = (change.diff ?? []).flatMap((part) => part.lines);
  if (lines.length > 0) {
    const count = (first) => number(lines.filter((text) => text[0] === first).length);
    const added = make("span", "board-added", `+${count("+")}`);
    line.append(" ", added, " ", make("span", "board-removed", `−${count("-")}`));
  }
  line.append(" ", make("time", "board-quiet", clockTime(change.time)));
  return line;
}
