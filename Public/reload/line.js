// A page's line to the server: through the shared worker if there can be one, else by a socket of its own.
/** A worker that says nothing for so long is not there. */
const workerPatience = 3_000;
/** Worker's pings come every 10 s; without them it has died, whatever the reason. */
const deadWorkerAfter = 45_000;

class Line {
  #page;
  #heard;
  #socket;
  #port = null;
  #lastWord = 0;
  #isDirect = !NativeSharedWorker;
  #isWanted = false;

  /** `heard.opened()`, `heard.closed()` and `heard.received(message)` say what happens. */
  constructor(page, heard) {
    this.#page = page;
    this.#heard = heard;
    this.#socket = new ReloadSocket(heard);
  }

  open() {
    if (this.#isWanted) return;
    this.#isWanted = true;
    if (this.#isDirect) this.#socket.start();
    else this.#openPort();
  }

  /** Says goodbye; nothing is left open, so that the page may go into the back/forward cache. */
  close() {
    if (!this.#isWanted) return;
    this.#isWanted = false;
    this.#socket.send({ type: "bye", page: this.#page });
    this.#socket.stop();
    this.#closePort();
    this.#heard.closed();
  }

  send(message) {
    const full = { ...message, page: this.#page };
    if (this.#port) this.#say({ kind: "send", message: full });
    else this.#socket.send(full);
  }

  /** Something makes it likely that the server can be reached again. */
  nudge() {
    if (!this.#isWanted) return;
    if (this.#port && this.#lastWord > 0 && now() - this.#lastWord > deadWorkerAfter) {
      this.#closePort();
      this.#openPort();
    } else if (this.#port) this.#say({ kind: "nudge" });
    else this.#socket.retryNow();
  }

  /** The network is another one. */
  renew() {
    if (!this.#isWanted) return;
    if (this.#port) this.#say({ kind: "renew" });
    else this.#socket.renew();
  }

  #openPort() {
    try {
      const worker = new NativeSharedWorker("/_webdemo/reload.js", hubName);
      const port = worker.port;
      this.#port = port;
      this.#lastWord = 0;
      worker.onerror = safely((event) => {
        event.preventDefault();
        this.#goDirect(port);
      });
      port.onmessage = safely((event) => this.#received(port, event.data));
      this.#say({ kind: "alive" });
      later(safely(() => this.#lastWord === 0 && this.#goDirect(port)), workerPatience);
    } catch {
      this.#goDirect(this.#port);
    }
  }

  #received(port, { kind, message }) {
    if (this.#port !== port) return;
    this.#lastWord = now();
    if (kind === "ping") this.#say({ kind: "alive" });
    if (kind === "open") this.#heard.opened();
    if (kind === "closed") this.#heard.closed();
    if (kind === "message") this.#heard.received(message);
  }

  #goDirect(port) {
    if (this.#port !== port || !this.#isWanted) return;
    this.#closePort();
    this.#isDirect = true;
    this.#socket.start();
  }

  #closePort() {
    if (!this.#port) return;
    this.#say({ kind: "leave" });
    this.#port.close();
    this.#port = null;
  }

  #say(word) {
    this.#port.postMessage({ ...word, page: this.#page });
  }
}
