// Counting what the server counts (bytes of UTF-8), and remembering the name.
import { hush, say } from "./i18n.js";

const encoder = new TextEncoder();

export class ByteCounter {
  #input;
  #output;
  #limit;
  isOver = false;

  constructor(input, output, limit) {
    this.#input = input;
    this.#output = output;
    this.#limit = limit;
    input.addEventListener("input", () => this.update());
  }

  /** Shows the count when it nears the limit, and fits a text area to its text. */
  update() {
    const input = this.#input;
    const count = encoder.encode(input.value).length;
    this.isOver = count > this.#limit;
    this.#output.classList.toggle("over", this.isOver);
    input.setAttribute("aria-invalid", String(this.isOver));
    if (count > this.#limit * 0.8) say(this.#output, "chat.bytes", { count, limit: this.#limit });
    else hush(this.#output);
    if (input.tagName === "TEXTAREA") {
      input.style.height = "";
      if (input.value !== "") input.style.height = `${input.scrollHeight + 2}px`;
    }
  }
}

// Storage may be forbidden; the tab's own name goes before the browser's.

export function remember(key, value) {
  for (const kind of ["sessionStorage", "localStorage"]) {
    try {
      window[kind].setItem(key, value);
    } catch {}
  }
}

export function recall(key) {
  for (const kind of ["sessionStorage", "localStorage"]) {
    try {
      const value = window[kind].getItem(key);
      if (value !== null) return value;
    } catch {}
  }
  return null;
}
