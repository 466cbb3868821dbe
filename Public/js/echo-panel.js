// The live panel: what is sent to /echo comes back, and how long that took.
import { say, t } from "./i18n.js";
import { socketURL } from "./socket-url.js";

const rowsShown = 20;
const state = document.getElementById("echo-state");
const log = document.getElementById("echo-log");
const form = document.getElementById("echo-form");
const input = document.getElementById("echo-text");
const sendButton = document.getElementById("echo-send");
const connectButton = document.getElementById("echo-connect");

let socket = null;
let sentAt = []; // When each text that has not come back yet was sent.

function connect() {
  const ws = new WebSocket(socketURL("/echo"));
  socket = ws;
  sentAt = [];
  showState("connecting");
  ws.onopen = () => {
    showState("open");
    addRow("note", "·", (what) => say(what, "echo.opened"));
  };
  ws.onmessage = (event) => {
    const milliseconds = performance.now() - sentAt.shift();
    addRow("from-server", "←", event.data, milliseconds);
  };
  ws.onclose = (event) => {
    socket = null;
    showState("closed");
    addRow("note", "·", (what) => say(what, "echo.lost", { code: event.code }));
  };
}

function showState(name) {
  state.dataset.state = name;
  say(state, `echo.${name}`);
  sendButton.disabled = name !== "open";
  connectButton.disabled = name === "connecting";
  say(connectButton, name === "closed" ? "echo.connect" : "echo.close");
}

function addRow(kind, arrow, content, milliseconds) {
  const row = document.createElement("li");
  row.className = kind;
  const sign = addSpan(row, "arrow");
  sign.textContent = arrow;
  const what = addSpan(row, "what");
  what.dir = "auto";
  if (typeof content === "function") content(what);
  else what.textContent = content;
  if (milliseconds !== undefined) {
    say(addSpan(row, "took"), "echo.milliseconds", { ms: milliseconds.toFixed(1) });
  }
  log.append(row);
  while (log.children.length > rowsShown) log.firstElementChild.remove();
}

function addSpan(parent, name) {
  const span = document.createElement("span");
  span.className = name;
  parent.append(span);
  return span;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (socket?.readyState !== WebSocket.OPEN) return;
  const text = input.value || t("echo.placeholder");
  addRow("from-page", "→", text);
  sentAt.push(performance.now());
  socket.send(text);
  input.value = "";
});

connectButton.addEventListener("click", () => {
  if (socket) socket.close(1000);
  else connect();
});

document.getElementById("echo-url").textContent = socketURL("/echo");
connect();
