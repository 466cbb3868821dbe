// The latest change on its way through the room: how many pages have it, and after how long.
import { baseName, clockTime, milliseconds, number } from "./board-words.js";
import { make, said } from "./dom.js";
import { say } from "./i18n.js";

const quietFor = 2_500; // Nobody has answered for so long: all have that will, in milliseconds.

export class Pulse {
  #title = make("p", "board-pulse-title");
  #text = make("p", "board-pulse-text");
  #bar = make("div", "board-pulse-bar");
  #first = null; // The first sequence number of what changed together; null while nothing has.
  #timer = 0;
  #last = "";

  /** `pages()` are those connected; `finished` is an element that says the result aloud. */
  constructor(element, pages, finished) {
    this.element = element;
    this.pages = pages;
    this.finished = finished;
    this.#bar.append(make("div", "board-pulse-done"));
    this.#bar.setAttribute("aria-hidden", "true");
    element.append(this.#title, this.#bar, this.#text);
    this.reset();
  }

  reset() {
    this.#first = null;
    clearTimeout(this.#timer);
    this.#bar.hidden = true;
    this.#text.hidden = true;
    say(this.#title, "board.pulse.none");
  }

  /** `changes` happened together; whether `isNew` or told of to who has just come. */
  begin(changes, isNew) {
    const first = changes.reduce((least, { seq }) => Math.min(least, seq), Infinity);
    const latest = changes.at(-1);
    this.#first = first;
    if (changes.length === 1) {
      say(this.#title, "board.pulse.file", { name: baseName(latest.path), time: clockTime(latest.time) });
    } else {
      const args = { count: number(changes.length), name: baseName(latest.path), time: clockTime(latest.time) };
      say(this.#title, "board.pulse.files", args);
    }
    this.#show(isNew);
  }

  /** A page came, went, or has something new to say. */
  changed() {
    if (this.#first !== null) this.#show(false);
  }

  #show(isNew) {
    const pages = this.pages();
    const done = pages.filter(({ applied }) => applied && applied.seq >= this.#first);
    const waiting = pages.filter((page) => page.waiting).length;
    this.#bar.hidden = this.#text.hidden = pages.length === 0;
    const share = pages.length > 0 ? done.length / pages.length : 0;
    this.#bar.firstChild.style.inlineSize = `${share * 100}%`;
    const delays = done.map(({ applied }) => applied.delay).filter(Number.isFinite);
    const args = { done: number(done.length), all: number(pages.length), waiting: number(waiting) };
    args.last = milliseconds(delays.length > 0 ? Math.max(...delays) : null);
    say(this.#text, key(done.length, waiting), args);
    const state = `${this.#first} ${done.length} ${waiting}`;
    if (isNew || (state !== this.#last && "running" in this.element.dataset)) this.#run();
    this.#last = state;
  }

  /** From now until nobody has answered for a while. */
  #run() {
    this.element.dataset.running = "";
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      delete this.element.dataset.running;
      this.finished.replaceChildren(...[this.#title, this.#text].map((part) => said("span", "", part.dataset.i18n,
        JSON.parse(part.dataset.args ?? "{}"))));
    }, quietFor);
  }
}

function key(done, waiting) {
  if (done === 0) return waiting > 0 ? "board.pulse.nobody.waiting" : "board.pulse.nobody";
  return waiting > 0 ? "board.pulse.done.waiting" : "board.pulse.done";
}
