// A WebSocket to the server that comes back by itself, carrying JSON.
const subprotocol = "webdemo.reload.v1";
const firstDelay = 250;
const delayGrowth = 1.6;
const longestDelay = 5_000;
/** A connection that lived this long was a good one, after which waiting starts anew from the first delay. */
const stableAfter = 3_000;
/** Several tabs notice at the same time. */
const renewalInterval = 1_000;
const tickInterval = 10_000;
/** Longer than browsers let the timers of hidden pages wait. */
const sleptAfter = 150_000;

class ReloadSocket {
  #heard;
  #socket = null;
  #timer = 0;
  #failures = 0;
  #ticker = 0;
  #lastTick = 0;
  #startedAt = -Infinity;

  /** `heard.opened()`, `heard.closed()` and `heard.received(message)` say what happens. */
  constructor(heard) {
    this.#heard = heard;
  }

  get isOpen() {
    return this.#socket?.readyState === 1;
  }

  start() {
    if (this.#ticker) return;
    this.#lastTick = Date.now();
    this.#ticker = every(safely(() => this.#tick()), tickInterval);
    this.#connect();
  }

  stop() {
    noMore(this.#ticker);
    this.#ticker = 0;
    this.#failures = 0;
    this.#drop();
  }

  send(message) {
    if (this.isOpen) this.#socket.send(toJSON(message));
  }

  /** Connects at once instead of at the end of the wait. */
  retryNow() {
    if (this.#ticker && !this.#socket) this.#connect();
  }

  /** Connects anew: what the socket went through may not be there any more, which it would learn late. */
  renew() {
    if (!this.#ticker || now() - this.#startedAt < renewalInterval) return;
    this.#drop();
    this.#connect();
  }

  /** Clocks stand still while the machine sleeps, and connections die then without a word. */
  #tick() {
    const slept = Date.now() - this.#lastTick > sleptAfter;
    this.#lastTick = Date.now();
    if (slept) this.renew();
  }

  #connect() {
    never(this.#timer);
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new NativeSocket(`${scheme}//${location.host}/_webdemo/reload`, subprotocol);
    this.#socket = socket;
    this.#startedAt = now();
    let openedAt = Infinity;
    socket.onopen = safely(() => {
      openedAt = now();
      if (this.#socket === socket) this.#heard.opened();
    });
    socket.onmessage = safely((event) => {
      if (this.#socket === socket) this.#heard.received(fromJSON(event.data));
    });
    socket.onclose = safely(() => {
      if (this.#socket !== socket) return;
      if (now() - openedAt > stableAfter) this.#failures = 0;
      this.#lost();
    });
  }

  #lost() {
    this.#drop();
    const delay = Math.min(longestDelay, firstDelay * delayGrowth ** this.#failures);
    this.#failures += 1;
    // By chance up to half less, so that a room full of pages does not come back all at once.
    this.#timer = later(safely(() => this.#connect()), delay * (1 - Math.random() / 2));
  }

  #drop() {
    never(this.#timer);
    const socket = this.#socket;
    this.#socket = null;
    if (!socket) return;
    socket.close();
    this.#heard.closed();
  }
}
