// The page about the WebSocket object: one socket, and a part of the page for each thing that it can do.
import { element, chip, quoted, showException } from "./api-dom.js";
import { ApiSocket } from "./api-socket.js";
import { StateDiagram } from "./api-states.js";
import { logEntries } from "./api-log.js";
import { sendSection } from "./api-send.js";
import { BufferGraph } from "./api-graph.js";
import { closeSection } from "./api-close.js";
import { causeSections } from "./api-causes.js";
import { socketURL } from "./socket-url.js";
import { traced } from "./wire.js";
import { wireDetails } from "./wire-drawer.js";

const attributes = ["url", "protocol", "extensions", "bufferedAmount", "readyState"];
const presets = [
  { path: "/echo", protocols: "" },
  { path: "/subprotocols", protocols: "count.json" },
  { path: "/subprotocols", protocols: "count.text, count.json" },
  { path: "/subprotocols", protocols: "nobody.speaks.this" },
  { path: "/chat", protocols: "webdemo.chat.v1" },
];

const socket = new ApiSocket();
const url = element("api-url");
const protocols = element("api-protocols");
const binaryType = element("api-binary-type");

// The constructor

function offered() {
  return protocols.value.split(",").map((name) => name.trim()).filter(Boolean);
}

function call() {
  const names = offered().map((name) => quoted(name));
  const second = names.length === 0 ? "" : names.length === 1 ? `, ${names[0]}` : `, [${names.join(", ")}]`;
  return `ws = new WebSocket(${quoted(url.value)}${second})`;
}

function showCall() {
  element("api-call").textContent = call();
}

for (const preset of presets) {
  chip(element("api-presets"), [preset.path, preset.protocols].filter(Boolean).join(" · "), () => {
    url.value = socketURL(preset.path);
    protocols.value = preset.protocols;
    showCall();
  });
}
for (const input of [url, protocols]) input.addEventListener("input", showCall);
element("api-connect-form").addEventListener("submit", (event) => {
  event.preventDefault();
  showException(element("api-connect-error"), socket.construct(url.value, offered(), call()));
  if (socket.ws) socket.ws.binaryType = binaryType.value;
});

// The attributes

function showAttributes() {
  for (const name of attributes) {
    const value = socket.ws?.[name];
    const shown = value === undefined ? "–" : JSON.stringify(value);
    const cell = element(`api-value-${name}`);
    if (cell.textContent !== shown) cell.textContent = shown;
  }
}

binaryType.addEventListener("change", () => {
  if (!socket.ws) return;
  socket.call(`ws.binaryType = "${binaryType.value}"`, () => { socket.ws.binaryType = binaryType.value; });
});

socket.listen(showAttributes);
setInterval(showAttributes, 100); // bufferedAmount changes without an event.

logEntries(socket);
new StateDiagram(element("api-states"), socket);
sendSection(socket);
new BufferGraph(socket);
closeSection(socket);
causeSections(socket);

wireDetails(element("wire-details"), (panel) => {
  socket.make = (address, names) => {
    const isHere = address.startsWith(socketURL("/"));
    const ws = new WebSocket(isHere ? traced(address) : address, names);
    return isHere ? panel.attach(ws) : ws;
  };
});

url.value = socketURL("/echo");
showCall();
