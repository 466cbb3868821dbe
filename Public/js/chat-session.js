// The chat's protocol, as the README describes it: each thing said once and heard once, however often the connection
// breaks. It knows the connection and no element of the page.
import { randomHex } from "./random-hex.js";

const maxPending = 32;
const midsKept = 2000;
const saidKept = 10; // Of one's own messages, in case the server starts anew and has forgotten them.
const saidLasts = 5 * 60_000;
const typingInterval = 2500;

export class ChatSession {
  /** "connecting", "open", "waiting", "closed" or "joined", and arguments for its text. */
  onstate = () => {};
  /** After the state: who is here; `isBack` after a break, `isGap` when something may be missing. */
  onwelcome = () => {};
  /** A message that was not heard before, and whether it is one's own. */
  onmessage = () => {};
  /** One's own messages that have not come back yet. */
  onpending = () => {};
  onjoined = () => {};
  onleft = () => {};
  ontyping = () => {};
  onerror = () => {};
  /** One is out of the chat, by one's own will or because the server took one out. */
  onout = () => {};

  #connection;
  #name = null; // The name to join with, also after reconnecting; null: not in the chat.
  #id = null; // One's id while joined.
  #key = randomHex(16); // By which the server knows this page again.
  #epoch = null; // Whose count `#seq` is.
  #seq = 0; // The last thing heard.
  #own = new Set(); // One's ids: a new one after each reconnection.
  #mids = new Set(); // Of the messages heard, so that none is shown twice.
  #pending = [];
  #said = [];
  #typedAt = -Infinity;

  constructor(connection) {
    this.#connection = connection;
    connection.onstate = (state, args) => this.#stateChanged(state, args);
    connection.onmessage = (message) => this.#receivers[message.type]?.(message);
  }

  get name() {
    return this.#name;
  }

  get id() {
    return this.#id;
  }

  get isFull() {
    return this.#pending.length >= maxPending;
  }

  join(name) {
    this.#name = name;
    if (!this.#join()) this.#connection.retryNow();
  }

  leave() {
    if (this.#id === null || !this.#connection.send({ type: "leave" })) this.#forget();
    this.#name = null;
  }

  /** Also while there is no connection: it is said as soon as there is one. */
  say(text) {
    if (this.#name === null || this.isFull) return false;
    const message = { mid: randomHex(8), text };
    this.#pending.push(message);
    this.onpending(this.#pending);
    this.#typedAt = -Infinity;
    if (this.#id !== null) this.#send(message);
    return true;
  }

  typing() {
    if (this.#id === null || performance.now() - this.#typedAt < typingInterval) return;
    this.#typedAt = performance.now();
    this.#connection.send({ type: "typing" });
  }

  #stateChanged(state, args) {
    if (state !== "open") this.#id = null;
    if (this.#name === null && this.#epoch !== null) this.#forget();
    this.onstate(state, args);
    if (state === "open") this.#join();
  }

  #join() {
    if (this.#name === null) return true;
    const since = this.#epoch === null ? {} : { epoch: this.#epoch, since: this.#seq };
    return this.#connection.send({ type: "join", name: this.#name, key: this.#key, ...since });
  }

  #send({ mid, text }) {
    this.#connection.send({ type: "message", mid, text });
  }

  #receivers = {
    welcome: (welcome) => {
      if (this.#name === null) { // Changed one's mind meanwhile.
        this.#connection.send({ type: "leave" });
        return;
      }
      const wasEpoch = this.#epoch;
      this.#id = welcome.id;
      this.#own.add(`${welcome.epoch} ${welcome.id}`);
      this.#epoch = welcome.epoch;
      if (wasEpoch !== welcome.epoch) this.#seq = 0;
      this.onstate("joined");
      this.onwelcome(welcome, { isBack: wasEpoch !== null, isGap: wasEpoch !== null && !welcome.resumed });
      for (const message of welcome.history) this.#hear(message);
      this.#seq = welcome.seq;
      if (wasEpoch !== null && wasEpoch !== welcome.epoch) this.#sayAgain();
      for (const message of this.#pending) this.#send(message);
    },
    joined: (member) => {
      this.#seq = member.seq;
      this.onjoined(member);
    },
    left: (member) => {
      this.#seq = member.seq;
      if (member.id === this.#id) this.#forget();
      else this.onleft(member);
    },
    message: (message) => this.#hear(message),
    known: ({ mid }) => {
      const message = this.#pending.find((one) => one.mid === mid);
      this.#arrived(mid);
      if (!message || this.#mids.has(mid)) return;
      // Said long ago, and pushed out of the history since.
      this.#remember(mid);
      this.onmessage({ ...message, id: this.#id, name: this.#name, seq: this.#seq, time: Date.now() }, true);
    },
    typing: (member) => this.ontyping(member),
    error: (error) => {
      if (error.code === "already-joined" && this.#id !== null) return;
      const refused = error.code === "bad-message" ? this.#pending.shift() : undefined;
      if (refused) this.onpending(this.#pending);
      if (error.code === "bad-name" || this.#name === null) this.#forget();
      this.onerror(error, refused?.text);
      if (error.code === "not-joined") this.#join();
    },
  };

  #hear(message) {
    const { seq, mid, id } = message;
    if (seq <= this.#seq) return;
    this.#seq = seq;
    if (mid !== undefined && this.#mids.has(mid)) return;
    const isOwn = this.#own.has(`${this.#epoch} ${id}`);
    if (mid !== undefined) this.#remember(mid);
    if (isOwn) this.#arrived(mid);
    this.onmessage(message, isOwn);
  }

  #remember(mid) {
    this.#mids.add(mid);
    if (this.#mids.size > midsKept) this.#mids.delete(this.#mids.values().next().value);
  }

  #arrived(mid) {
    const index = this.#pending.findIndex((message) => message.mid === mid);
    if (index < 0) return;
    const [message] = this.#pending.splice(index, 1);
    this.#said.push({ ...message, at: performance.now() });
    if (this.#said.length > saidKept) this.#said.shift();
    this.onpending(this.#pending);
  }

  /** The server has forgotten what was said, and somebody may have missed it. Who has heard it knows its `mid`. */
  #sayAgain() {
    for (const message of this.#said) {
      if (performance.now() - message.at < saidLasts) this.#send(message);
    }
  }

  #forget() {
    this.#name = this.#id = this.#epoch = null;
    this.#seq = 0;
    this.#pending = [];
    this.#said = [];
    this.#mids.clear();
    this.onpending([]);
    this.onout();
  }
}
