// The handshake page: connects, and shows the two heads as the server's wire view has them.
import { say } from "./i18n.js";
import { bytesOfBase64 } from "./bytes.js";
import { field, hexDump, readHead } from "./handshake-head.js";
import { drawExplained } from "./handshake-lines.js";
import { showCaptured } from "./handshake-accept.js";
import "./handshake-break.js";
import { watch } from "./wire.js";
import { WirePanel } from "./wire-panel.js";

const element = (id) => document.getElementById(id);
const state = element("handshake-state");
const path = element("handshake-path");
const subprotocols = { "/chat": ["webdemo.chat.v1"] };
const panel = new WirePanel(element("wire"));

let socket = null;
let shown = null; // The number of the connection whose heads are shown.
let key = null; // What the request shown had as its key.

watch((event) => {
  if (event.type === "connection") shown = event.connection;
  if (event.type === "handshake" && event.connection === shown) showHead(event);
});

function connect() {
  socket?.close(1000);
  const ws = panel.open(path.value, subprotocols[path.value] ?? []);
  socket = ws;
  showState("connecting");
  ws.onopen = () => { if (ws === socket) showState("open"); };
  ws.onclose = () => { if (ws === socket) showState("closed"); };
}

function showState(name) {
  state.dataset.state = name;
  say(state, `state.${name}`);
}

function showHead(event) {
  const isRequest = event.direction === "received";
  const name = isRequest ? "request" : "response";
  const bytes = bytesOfBase64(event.raw);
  const head = readHead(bytes);
  drawExplained(element(name), head, isRequest);
  element(`${name}-dump`).textContent = hexDump(bytes);
  say(element(`${name}-size`), "handshake.size", { bytes: bytes.length, lines: head.lines.length });
  if (isRequest) key = field(head, "sec-websocket-key") ?? null;
  else if (key) showCaptured(key, field(head, "sec-websocket-accept"));
}

path.addEventListener("change", connect);
element("handshake-connect").addEventListener("click", connect);
if (!await panel.ready) {
  for (const name of ["request", "response"]) say(element(`${name}-size`), "handshake.unknown");
}
connect();
