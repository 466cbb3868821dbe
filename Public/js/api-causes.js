// Every way to an error event that a visitor can make happen, each with a socket of its own, and what throws instead.
import { hush, say } from "./i18n.js";
import { element } from "./api-dom.js";
import { make, said } from "./dom.js";
import { codeKey } from "./api-log.js";
import { socketURL } from "./socket-url.js";

const waitsLongest = 30_000;
const otherName = { localhost: "127.0.0.1", "127.0.0.1": "localhost" }[location.hostname];

const causes = [
  { name: "refused", url: () => `ws://${location.hostname}:${Number(location.port) === 65533 ? 65534 : 65533}/` },
  { name: "notFound", url: () => socketURL("/there-is-nothing") },
  { name: "notWebSocket", url: () => socketURL(new URL("../style.css", import.meta.url).pathname) },
  { name: "tls", url: () => `${location.protocol === "https:" ? "ws:" : "wss:"}//${location.host}/echo` },
  { name: "subprotocol", url: () => socketURL("/subprotocols"), protocols: ["nobody.speaks.this"] },
  { name: "origin", url: () => otherName && `ws://${otherName}:${location.port || 80}/chat` },
  { name: "handshakeDrop", url: () => socketURL("/lab/handshake-drop") },
  { name: "wrongAccept", url: () => socketURL("/lab/wrong-accept") },
  { name: "drop", url: () => socketURL("/lab/drop?ms=800") },
  { name: "badFrame", url: () => socketURL("/lab/reserved-bit") },
  { name: "tooBig", url: () => socketURL("/echo"), opened: (ws) => ws.send(new Blob([new ArrayBuffer(2 << 20)])) },
  { name: "leave", url: () => socketURL("/echo"), opened: (ws) => ws.close() },
  { name: "early", url: () => socketURL("/echo"), made: (ws) => ws.close() },
  { name: "stop", url: () => socketURL("/echo"), waits: true },
];

const throws = [
  { code: 'new WebSocket("ws://[")', run: () => new WebSocket("ws://[") },
  { code: 'new WebSocket("ftp://a/")', run: () => new WebSocket("ftp://a/") },
  { code: 'new WebSocket(url, ["a", "a"])', run: () => new WebSocket(socketURL("/echo"), ["a", "a"]) },
  { code: 'new WebSocket(url, ["a b"])', run: () => new WebSocket(socketURL("/echo"), ["a b"]) },
  { code: 'new WebSocket(url).send("too early")', run: () => closing((ws) => ws.send("too early")) },
  { code: "ws.close(1001)", run: () => closing((ws) => ws.close(1001)) },
  { code: 'ws.close(1000, "r".repeat(124))', run: () => closing((ws) => ws.close(1000, "r".repeat(124))) },
];

/** On a socket that is let go afterwards, whatever happens. */
function closing(body) {
  const ws = new WebSocket(socketURL("/echo"));
  try {
    body(ws);
  } finally {
    ws.addEventListener("open", () => ws.close());
  }
}

export function causeSections(socket) {
  element("api-causes").append(...causes.map((cause) => causeItem(cause, socket)));
  element("api-throws").append(...throws.map(throwItem));
}

function causeItem(cause, socket) {
  const item = make("li", "api-cause");
  item.dataset.cause = cause.name;
  const heading = said("h3", "", `api.cause.${cause.name}`);
  const why = said("p", "api-note", `api.cause.${cause.name}.why`);
  const button = said("button", "button plain", "api.cause.try");
  const result = make("p", "api-result");
  button.type = "button";
  heading.id = `api-cause-${cause.name}`;
  button.setAttribute("aria-describedby", heading.id);
  result.setAttribute("role", "status");
  const url = cause.url();
  item.append(heading, make("code", "api-address", url ?? "–"), why, button, result);
  if (url) button.addEventListener("click", () => attempt(cause, url, button, result, socket));
  else {
    button.disabled = true;
    say(result, "api.cause.notHere");
  }
  return item;
}

function attempt(cause, url, button, result, socket) {
  const startedAt = performance.now();
  const events = [];
  button.disabled = true;
  say(result, cause.waits ? "api.cause.waiting.stop" : "api.cause.waiting");
  const ws = socket.make(url, cause.protocols ?? []);
  const giveUp = cause.waits ? 0 : setTimeout(() => {
    button.disabled = false;
    say(result, "api.cause.nothing", { seconds: waitsLongest / 1000 });
  }, waitsLongest);
  ws.addEventListener("open", () => {
    events.push("open");
    cause.opened?.(ws);
  });
  ws.addEventListener("error", () => events.push("error"));
  ws.addEventListener("close", ({ code, reason, wasClean }) => {
    clearTimeout(giveUp);
    button.disabled = false;
    const took = (performance.now() - startedAt).toFixed(0);
    hush(result);
    result.replaceChildren(
      make("code", "", `${[...events, "close"].join(" → ")}`), " ",
      make("code", "", `code ${code}, reason ${JSON.stringify(reason)}, wasClean ${wasClean}`), ` ${took} ms. `,
      said("span", "", codeKey(code)),
    );
  });
  cause.made?.(ws);
}

function throwItem({ code, run }) {
  const item = make("li", "api-cause");
  const button = said("button", "button plain", "api.cause.try");
  const result = make("p", "api-result");
  const shown = make("code", "api-address", code);
  shown.id = `api-throw-${throws.findIndex((one) => one.code === code)}`;
  button.type = "button";
  button.setAttribute("aria-describedby", shown.id);
  result.setAttribute("role", "status");
  button.addEventListener("click", () => {
    try {
      run();
      say(result, "api.throws.none");
    } catch (thrown) {
      hush(result);
      result.textContent = `${thrown.name}: ${thrown.message}`;
    }
  });
  item.append(shown, button, result);
  return item;
}
