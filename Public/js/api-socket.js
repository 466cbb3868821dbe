// The page's one WebSocket. Whatever is called and whatever it tells becomes an entry for those who listen.

export const stateNames = ["CONNECTING", "OPEN", "CLOSING", "CLOSED"];

export class ApiSocket {
  /** The current one; `null` before the first. */
  ws = null;
  /** What makes it; the wire panel puts its own here. */
  make = (url, protocols) => new WebSocket(url, protocols);

  #listeners = [];
  #startedAt = 0;

  /** Called with each `{kind: "call" | "event" | "exception", name, at, event, text}`; `at` in ms since the constructor. */
  listen(listener) {
    this.#listeners.push(listener);
  }

  /** Returns the exception, if the constructor throws one. */
  construct(url, protocols, call) {
    this.ws?.close();
    this.#startedAt = performance.now();
    return this.call(call, () => {
      const ws = this.make(url, protocols);
      this.ws = ws;
      for (const name of ["open", "message", "error", "close"]) {
        ws.addEventListener(name, (event) => {
          if (this.ws === ws) this.#tell({ kind: "event", name, event });
        });
      }
    });
  }

  /** Runs what `text` shows; returns the exception, if there is one. */
  call(text, body) {
    let thrown = null;
    try {
      body();
    } catch (error) {
      thrown = error;
    }
    this.#tell({ kind: "call", name: text });
    if (thrown) this.#tell({ kind: "exception", name: thrown.name, text: thrown.message });
    return thrown;
  }

  #tell(entry) {
    entry.at = performance.now() - this.#startedAt;
    for (const listener of this.#listeners) listener(entry);
  }
}
