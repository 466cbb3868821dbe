// A WebSocket that comes back by itself, carrying JSON.
import { socketURL } from "./socket-url.js";

const firstDelay = 500;
const longestDelay = 10_000;
const connectTimeout = 8_000;
const stableAfter = 5_000;
const badRoom = 4000;
const replaced = 4001;

export class ChatConnection {
  /** Called with "connecting", "open", "waiting" or "closed", and arguments for its text. */
  onstate = () => {};
  /** Called with each message, parsed. */
  onmessage = () => {};
  /** Makes the socket; the wire panel puts its own here. */
  open = (path, protocol) => new WebSocket(socketURL(path), protocol);

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
    // The browser knows before TCP does; without a network nothing that is sent would arrive.
    window.addEventListener("offline", () => this.#socket && this.#connectAnew());
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

  get path() {
    return this.#path;
  }

  /** Connects to another path, or to the same anew. */
  go(path) {
    this.#path = path;
    this.#failures = 0;
    this.#connectAnew();
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

  #connectAnew() {
    this.#drop();
    this.#connect();
  }

  #connect() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.onstate("connecting");
    const socket = this.open(this.#path, this.#protocol);
    this.#socket = socket;
    const isCurrent = () => this.#socket === socket;
    const giveUp = setTimeout(() => {
      if (isCurrent()) this.#lost();
      socket.close();
    }, connectTimeout);
    let openedAt = Infinity;
    socket.addEventListener("open", () => {
      clearTimeout(giveUp);
      openedAt = performance.now();
      if (isCurrent()) this.onstate("open");
    });
    // What an abandoned socket still brings is told again on the new one.
    socket.addEventListener("message", (event) => {
      if (isCurrent()) this.onmessage(JSON.parse(event.data));
    });
    socket.addEventListener("close", (event) => {
      clearTimeout(giveUp);
      if (!isCurrent()) return;
      if (performance.now() - openedAt > stableAfter) this.#failures = 0;
      this.#lost(event.code);
    });
  }

  #lost(code) {
    this.#socket = null;
    if (code === badRoom) this.onstate("closed", { text: "chat.room.bad" });
    else if (code === replaced) this.onstate("closed");
    else this.#wait();
  }

  /** 0.5 s, 1 s, 2 s … 10 s; by chance up to half less, so that a room does not come back all at once. */
  #wait() {
    const delay = Math.min(longestDelay, firstDelay * 2 ** this.#failures) * (1 - Math.random() / 2);
    this.#failures += 1;
    this.#timer = setTimeout(() => this.#connect(), delay);
    this.onstate("waiting", { seconds: Math.max(1, Math.round(delay / 1000)) });
  }

  #drop() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    const socket = this.#socket;
    this.#socket = null;
    socket?.close(1000);
  }

  #stop() {
    this.#drop();
    this.onstate("closed");
  }
}
