// The wire page's own little sender, so that there is something to see.
import { hush, say } from "./i18n.js";
import { WirePanel } from "./wire-panel.js";

const element = (id) => document.getElementById(id);
const state = element("try-state");
const panel = new WirePanel(element("wire"), { listsClass: true });
const stateNames = ["connecting", "open", "waiting", "closed"];
let socket = null;

async function connect() {
  element("try-connect").disabled = true;
  await panel.ready;
  socket = panel.open("/echo");
  socket.binaryType = "arraybuffer";
  for (const name of ["open", "error", "close"]) socket.addEventListener(name, showState);
  showState();
}

function showState() {
  const ready = socket.readyState;
  state.dataset.state = stateNames[ready];
  say(state, `wire.try.state.${ready}`);
  element("try-connect").disabled = ready !== WebSocket.CLOSED;
  for (const button of document.querySelectorAll("[data-needs=open]")) button.disabled = ready !== WebSocket.OPEN;
}

function send(data) {
  if (socket?.readyState === WebSocket.OPEN) socket.send(data);
}

/** Text that repeats itself, as much of what is sent on the web does. */
function longText() {
  const line = "The quick brown fox jumps over the lazy dog. 敏捷的棕色狐狸跳过了懒狗。\n";
  return line.repeat(Math.ceil(8_000 / line.length)).slice(0, 8_000);
}

element("try-connect").addEventListener("click", connect);
element("try-form").addEventListener("submit", (event) => {
  event.preventDefault();
  send(element("try-text").value);
});
element("try-binary").addEventListener("click", () => send(crypto.getRandomValues(new Uint8Array(16))));
element("try-long").addEventListener("click", () => send(longText()));
element("close-form").addEventListener("submit", (event) => {
  event.preventDefault();
  hush(element("try-error"));
  const code = element("close-code").value.trim();
  try {
    if (code === "") socket?.close();
    else socket?.close(Number(code), element("close-reason").value);
  } catch (error) {
    say(element("try-error"), "wire.try.refused", { message: error.message });
  }
  if (socket) showState();
});

connect();
