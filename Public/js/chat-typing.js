// Who is typing just now. Nobody says that he stopped: what was told is forgotten after a while.
import { hush, say } from "./i18n.js";

const lasts = 4000; // The server tells at most every 2 s, the page says it every 2.5 s.
const namesShown = 3;

export class TypingLine {
  #line;
  #typing = new Map(); // id → name and timer.

  constructor(line) {
    this.#line = line;
  }

  add({ id, name }) {
    clearTimeout(this.#typing.get(id)?.timer);
    this.#typing.set(id, { name, timer: setTimeout(() => this.remove(id), lasts) });
    this.#show();
  }

  remove(id) {
    const entry = this.#typing.get(id);
    if (!entry) return;
    clearTimeout(entry.timer);
    this.#typing.delete(id);
    this.#show();
  }

  clear() {
    for (const { timer } of this.#typing.values()) clearTimeout(timer);
    this.#typing.clear();
    this.#show();
  }

  #show() {
    const names = [...this.#typing.values()].map(({ name }) => name);
    if (names.length === 0) hush(this.#line);
    else if (names.length === 1) say(this.#line, "chat.typing.one", { name: names[0] });
    else if (names.length <= namesShown) say(this.#line, "chat.typing.some", { names: names.join(", ") });
    else say(this.#line, "chat.typing.many", { count: names.length });
  }
}
