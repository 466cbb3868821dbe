// The errors of one page: a button with their number, and the list it opens.
import { clockTime, number, place } from "./board-words.js";
import { make, said } from "./dom.js";
import { say } from "./i18n.js";

const kinds = ["script", "promise", "missing", "media-type", "blocked"];
let lists = 0;

export class ErrorList {
  toggle = make("button", "board-errors-toggle");
  list = make("ol", "board-errors");

  /** `card` is told by an attribute whether it has errors, and whether they are shown. */
  constructor(card) {
    this.card = card;
    lists += 1;
    this.list.id = `board-errors-${lists}`;
    this.list.hidden = true;
    this.toggle.type = "button";
    this.toggle.hidden = true;
    this.toggle.setAttribute("aria-controls", this.list.id);
    this.toggle.addEventListener("click", () => this.#open(this.list.hidden));
    this.#open(false);
  }

  update(errors, count) {
    this.toggle.hidden = count === 0;
    this.card.toggleAttribute("data-errors", count > 0);
    if (count === 0) this.#open(false);
    say(this.toggle, count === 1 ? "board.error" : "board.errors", { count: number(count) });
    const items = errors.map(item);
    const more = count - errors.length;
    if (more > 0) items.push(said("li", "board-quiet", "board.errors.more", { count: number(more) }));
    this.list.replaceChildren(...items);
  }

  #open(isOpen) {
    this.list.hidden = !isOpen;
    this.toggle.setAttribute("aria-expanded", String(isOpen));
    this.card.toggleAttribute("data-open", isOpen);
  }
}

function item(error) {
  const kind = kinds.includes(error.kind) ? `board.error.${error.kind}` : "board.error.other";
  const element = make("li", "board-error", make("time", "board-quiet", clockTime(error.time)), " ",
    said("strong", "", kind));
  const where = place(error);
  if (error.message) element.append(" ", make("bdi", "board-message", error.message));
  if (where) element.append(" ", make("code", "", where));
  if (error.nearest) {
    const nearest = make("code", "", error.nearest);
    element.append(make("span", "board-nearest", said("span", "", "board.nearest"), " ", nearest));
  }
  return element;
}
