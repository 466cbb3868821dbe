// The watching side: names this page's connections, and hears from the server what went over them.
import { randomHex } from "./random-hex.js";
import { socketURL } from "./socket-url.js";

const firstAnswer = 5_000; // How long `watch` waits for the server, in milliseconds.
const longestPause = 15_000; // Between two attempts to come back, in milliseconds.

/** What this page's connections are known by: 32 hexadecimal digits that nobody can guess. */
export const trace = randomHex(16);

const listeners = new Set();
let socketsNamed = 0;
let watcher = null; // The socket to the wire view.
let hello = null; // What the server said first, while watching.
let attempts = 0;
let settle = () => {};
let answered = null; // Resolves to the first hello, or to null.

/** `path` with what makes its connection visible: the trace, and a number that tells this page's sockets apart. */
export function traced(path) {
  const [address, fragment] = path.split("#");
  const separator = address.includes("?") ? "&" : "?";
  socketsNamed += 1;
  const named = `${address}${separator}trace=${trace}&socket=${socketsNamed}`;
  return fragment === undefined ? named : `${named}#${fragment}`;
}

/**
 * Passes every event of the wire view to `listener`, and `{type: "watching", isOpen}` when the view comes and goes.
 * Resolves to the server's hello, or to null if there is no wire view: the page works without.
 */
export function watch(listener) {
  listeners.add(listener);
  if (hello) {
    listener({ type: "watching", isOpen: true });
    listener(hello);
  }
  if (!answered) {
    answered = new Promise((resolve) => { settle = resolve; });
    setTimeout(() => settle(null), firstAnswer);
    connect();
  }
  return answered;
}

/** Tells the server what to watch; only a teacher is heard. */
export function tell(message) {
  if (watcher?.readyState === WebSocket.OPEN) watcher.send(JSON.stringify(message));
}

function connect() {
  let socket;
  try {
    socket = new WebSocket(socketURL(`/_webdemo/wire?trace=${trace}`), "webdemo.wire.v1");
  } catch {
    settle(null);
    return;
  }
  watcher = socket;
  socket.onmessage = ({ data }) => received(data);
  socket.onclose = () => {
    hello = null;
    settle(null);
    pass({ type: "watching", isOpen: false });
    attempts += 1;
    setTimeout(connect, Math.min(longestPause, 500 * 2 ** Math.min(attempts, 8)));
  };
}

function received(data) {
  let event;
  try {
    event = JSON.parse(data);
  } catch {
    return;
  }
  if (event?.type === "hello") {
    hello = event;
    attempts = 0;
    pass({ type: "watching", isOpen: true });
    pass(event);
    settle(event);
  } else if (event) {
    pass(event);
  }
}

function pass(event) {
  for (const listener of listeners) {
    try {
      listener(event);
    } catch (error) {
      reportError(error);
    }
  }
}
