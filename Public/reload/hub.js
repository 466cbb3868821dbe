// The shared worker: one socket for all tabs of a browser. It passes on what pages and server say, and knows only who is there.
//
// Pages say {kind: "send", page, message}, "alive", "nudge", "renew" or "leave"; the hub says {kind: "open"}, "closed", "ping" or "message".
/** To be raised when pages and worker change how they talk: an old worker lives on as long as one of its tabs. */
const hubName = "webdemo.reload.1";
const pingInterval = 10_000;
/** A tab that has been silent for so many pings is gone, or frozen; when it wakes, it is let in again. */
const silentPings = 3;

class Hub {
  /** From each port to its page and to the pings that it has not answered. */
  #tabs = new Map();
  #socket = new ReloadSocket({
    opened: () => this.#tellAll({ kind: "open" }),
    closed: () => this.#tellAll({ kind: "closed" }),
    received: (message) => this.#tell(message),
  });

  start() {
    globalThis.addEventListener("connect", (event) => this.#welcome(event.ports[0]));
    every(() => this.#ping(), pingInterval);
  }

  #welcome(port) {
    port.onmessage = safely((event) => this.#heard(port, event.data));
    port.onclose = () => this.#leave(port);
    port.postMessage({ kind: "ping" });
  }

  #heard(port, { kind, page, message }) {
    if (kind === "leave") return this.#leave(port);
    this.#admit(port, page);
    if (kind === "renew") this.#socket.renew();
    if (kind === "nudge") this.#socket.retryNow();
    if (kind === "send") this.#socket.send(message);
  }

  #admit(port, page) {
    const known = this.#tabs.get(port);
    if (known) {
      known.unanswered = 0;
      return;
    }
    this.#tabs.set(port, { page, unanswered: 0 });
    if (this.#socket.isOpen) port.postMessage({ kind: "open" });
    else this.#socket.start();
    // A page that could be loaded has a server.
    this.#socket.retryNow();
  }

  #leave(port) {
    const tab = this.#tabs.get(port);
    if (!tab) return;
    this.#tabs.delete(port);
    this.#socket.send({ type: "bye", page: tab.page });
    if (this.#tabs.size === 0) this.#socket.stop();
  }

  #ping() {
    for (const [port, tab] of this.#tabs) {
      if (tab.unanswered >= silentPings) this.#leave(port);
      tab.unanswered += 1;
      port.postMessage({ kind: "ping" });
    }
  }

  #tell(message) {
    for (const [port, tab] of this.#tabs) {
      if (tab.page === message.page) port.postMessage({ kind: "message", message });
    }
  }

  #tellAll(word) {
    for (const port of this.#tabs.keys()) port.postMessage(word);
  }
}
