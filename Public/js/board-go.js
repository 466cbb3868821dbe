// Sends all pages somewhere else: asks first, and says how many went.
import { number } from "./board-words.js";
import { say } from "./i18n.js";

const patience = 5_000; // For the server's answer, in milliseconds.

/** The address that `text` means on a page of `base`: `{url, isPath}`, or `{problem}`, the key of what is wrong. */
export function destination(text, base = location.href) {
  const address = text.trim();
  if (address === "") return { problem: "board.go.problem.empty" };
  if (/^[/\\]{2}/.test(address) || /^\/\\/.test(address)) return { problem: "board.go.problem.form" };
  if (!address.startsWith("/") && !/^https?:\/\//i.test(address)) return { problem: "board.go.problem.form" };
  try {
    const url = new URL(address, base);
    if (url.username || url.password) return { problem: "board.go.problem.name" };
    if (!address.startsWith("/")) return { url: url.href };
    const path = url.pathname + url.search + url.hash;
    return path.startsWith("//") ? { problem: "board.go.problem.form" } : { url: path };
  } catch {
    return { problem: "board.go.problem.form" };
  }
}

export class Go {
  #url = "";
  #timer = 0;

  /** `parts`: `form`, `field`, `said`, `dialog`, `text`, `shown`, `yes`, `no`; `send(message)` tells the server. */
  constructor(parts, count, send) {
    this.parts = parts;
    this.count = count;
    this.send = send;
    parts.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#ask();
    });
    parts.field.addEventListener("input", () => this.#say("board.go.hint"));
    parts.no.addEventListener("click", () => parts.dialog.close());
    parts.yes.addEventListener("click", () => {
      parts.dialog.close();
      this.#go();
    });
  }

  /** The server's answer. */
  went({ url, pages }) {
    clearTimeout(this.#timer);
    this.#say(pages === 1 ? "board.go.went.one" : "board.go.went", { url, count: number(pages) });
  }

  refused({ text }) {
    clearTimeout(this.#timer);
    this.#say("board.go.refused", { text }, true);
  }

  #ask() {
    const { url, problem } = destination(this.parts.field.value);
    if (problem) {
      this.#say(problem, {}, true);
      this.parts.field.focus();
      return;
    }
    const count = this.count();
    if (count === 0) return this.#say("board.go.nobody", {}, true);
    this.#url = url;
    say(this.parts.text, count === 1 ? "board.go.ask.one" : "board.go.ask", { count: number(count) });
    this.parts.shown.textContent = url;
    this.parts.dialog.showModal();
  }

  #go() {
    if (!this.send({ type: "go", url: this.#url })) return this.#say("board.go.offline", {}, true);
    this.#say("board.go.sending");
    this.#timer = setTimeout(() => this.#say("board.go.silent", {}, true), patience);
  }

  #say(key, args, isProblem = false) {
    const { said, field } = this.parts;
    said.classList.toggle("error", isProblem);
    field.setAttribute("aria-invalid", String(isProblem));
    say(said, key, args);
  }
}
