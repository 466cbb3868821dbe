// Four ways to follow the clock. Each tells `onTick` what came, and ends when `signal` is aborted.
import { socketURL } from "./socket-url.js";
import { trace, traced } from "./wire.js";

/** In teaching order; the names are those that the server counts by. */
export const ways = { "polling": poll, "long-polling": pollLong, "events": listen, "websocket": open };

const pauseAfterFailure = 1000; // In milliseconds.

function address(path, way, rate, more = "") {
  return `${path}?rate=${rate}${more}&trace=${trace}&way=${way}`;
}

/** Asks at every interval, whether there is something new or not. A question still open is not asked again. */
async function poll({ rate, interval, signal, onTick, onState }) {
  let next = performance.now();
  while (!signal.aborted) {
    const tick = await ask(address("/_webdemo/clock/now", "polling", rate), signal);
    if (signal.aborted) return;
    onState(tick ? "open" : "waiting");
    if (tick) onTick(tick);
    next = Math.max(next + interval, performance.now());
    await pause(next - performance.now(), signal);
  }
}

/** Asks, and the server answers only when there is a tick after the last one seen. */
async function pollLong({ rate, signal, from, onTick, onState }) {
  let last = from;
  onState("open");
  while (!signal.aborted) {
    const tick = await ask(address("/_webdemo/clock/next", "long-polling", rate, `&after=${last}`), signal);
    if (signal.aborted) return;
    onState(tick ? "open" : "waiting");
    if (!tick) {
      await pause(pauseAfterFailure, signal);
      continue;
    }
    last = tick.tick;
    onTick(tick);
  }
}

/** One request whose answer never ends; the browser connects again by itself. */
function listen({ rate, signal, onTick, onState }) {
  const source = new EventSource(address("/_webdemo/clock/events", "events", rate));
  source.onopen = () => onState("open");
  source.onerror = () => onState(source.readyState === EventSource.CLOSED ? "closed" : "waiting");
  source.onmessage = (event) => onTick(JSON.parse(event.data));
  signal.addEventListener("abort", () => source.close());
}

/** `opened` is told of the socket, for the wire panel. */
function open({ rate, signal, onTick, onState, opened }) {
  const socket = new WebSocket(socketURL(traced(`/clock?rate=${rate}&way=websocket`)));
  opened(socket);
  socket.onopen = () => onState("open");
  socket.onmessage = (event) => onTick(JSON.parse(event.data));
  socket.onclose = () => { if (!signal.aborted) onState("closed"); };
  signal.addEventListener("abort", () => socket.close(1000));
}

/** The tick answered; null if there was none to be had. */
async function ask(url, signal) {
  try {
    const answer = await fetch(url, { signal });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

function pause(milliseconds, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, Math.max(0, milliseconds));
    signal.addEventListener("abort", () => { clearTimeout(timer); resolve(); }, { once: true });
  });
}
