// A WebSocket that comes back by itself, carrying JSON.
import { socketURL } from "./socket-url.js";

const firstDelay = 500;
const longestDelay = 10_000;
const connectTimeout = 8_000;
const stableAfter = 5_000;

export class ChatConnection {
  /** Called with "connecting", "open", "waiting" or "closed", and arguments for its text. */
  onstate = () => {};
  /** Called with each message, parsed. */
  onmessage = () => {};

  #path;
  #protocol;
  #socket = null;
  #timer = 0;
  #failures = 0;

  constructor(path, protocol) {
    this.#path = path;
    this.#protocol = protocol;
  }

  start() {
    if (!("WebSocket" in window)) {
      this.onstate("closed", { text: "state.unsupported" });
      return;
    }
    window.addEventListener("online", () => this.retryNow());
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) this.retryNow();
    });
    // A page kept for the back button must not keep a seat in the chat.
    window.addEventListener("pagehide", () => this.#stop());
    window.addEventListener("pageshow", (event) => {
      if (event.persisted) this.#connect();
    });
    this.#connect();
  }

  /** Sends, if the connection is open. */
  send(message) {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  /** Connects at once instead of at the end of the wait. */
  retryNow() {
    if (this.#socket === null && this.#timer !== 0) this.#connect();
  }

  #connect() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.onstate("connecting");
    const socket = new WebSocket(socketURL(this.#path), this.#protocol);
    this.#socket = socket;
    const giveUp = setTimeout(() => socket.close(), connectTimeout);
    let openedAt = Infinity;
    socket.onopen = () => {
      clearTimeout(giveUp);
      openedAt = performance.now();
      this.onstate("open");
    };
    socket.onmessage = (event) => this.onmessage(JSON.parse(event.data));
    socket.onclose = () => {
      clearTimeout(giveUp);
      if (performance.now() - openedAt > stableAfter) this.#failures = 0;
      this.#socket = null;
      this.#wait();
    };
  }

  /** 0.5 s, 1 s, 2 s … 10 s; by chance up to half less, so that a room does not come back all at once. */
  #wait() {
    const delay = Math.min(longestDelay, firstDelay * 2 ** this.#failures) * (1 - Math.random() / 2);
    this.#failures += 1;
    this.#timer = setTimeout(() => this.#connect(), delay);
    this.onstate("waiting", { seconds: Math.max(1, Math.round(delay / 1000)) });
  }

  #stop() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    if (this.#socket) {
      this.#socket.onclose = null;
      this.#socket.close(1000);
      this.#socket = null;
    }
    this.onstate("closed");
  }
}
