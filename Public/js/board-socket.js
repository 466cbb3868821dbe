// The connection to the board: comes back by itself, and knows when it is not wanted.
import { socketURL } from "./socket-url.js";

const refused = 1008; // The server's word for: not without the teacher's cookie (RFC 6455 §7.4.1).
const longestPause = 10_000; // Between two attempts to come back, in milliseconds.

export class BoardSocket {
  #socket = null;
  #attempts = 0;
  #timer = 0;

  /** `received(message)` gets each message, `changed(state)` "connecting", "open", "waiting" or "refused". */
  constructor(received, changed) {
    this.received = received;
    this.changed = changed;
    addEventListener("online", () => this.retry());
    addEventListener("pageshow", (event) => event.persisted && this.connect());
    addEventListener("pagehide", () => this.#leave());
    document.addEventListener("visibilitychange", () => document.hidden || this.retry());
  }

  connect() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.changed("connecting");
    const socket = new WebSocket(socketURL("/_webdemo/board"), "webdemo.board.v1");
    this.#socket = socket;
    socket.addEventListener("message", ({ data }) => this.#take(data));
    socket.addEventListener("close", ({ code }) => {
      if (socket === this.#socket) this.#closed(code);
    });
  }

  /** Does not wait for the next attempt. */
  retry() {
    if (this.#timer) this.connect();
  }

  /** Whether `message` went out. */
  send(message) {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  #take(data) {
    let message;
    try {
      message = JSON.parse(data);
    } catch {
      return;
    }
    // Who is not the teacher is told so by how the connection ends.
    if (message?.type === "hello" && message.isTeacher !== false) {
      this.#attempts = 0;
      this.changed("open");
    }
    this.received(message ?? {});
  }

  #closed(code) {
    this.#socket = null;
    this.#timer = 0;
    if (code === refused) {
      this.changed("refused");
      return;
    }
    this.changed("waiting");
    const pause = Math.min(longestPause, 300 * 1.6 ** this.#attempts) * (0.75 + Math.random() / 2);
    this.#attempts += 1;
    this.#timer = setTimeout(() => this.connect(), pause);
  }

  /** An open socket would keep the page out of the back/forward cache. */
  #leave() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    const socket = this.#socket;
    this.#socket = null;
    socket?.close(1000);
  }
}
