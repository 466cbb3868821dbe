// Everything that send() takes.
import { say } from "./i18n.js";
import { byteCount, chip, element, quoted, showException } from "./api-dom.js";

const pieceBytes = 64 << 10;
const maxBuffered = 1 << 20; // More is not given to send() before some has left.
const error = element("api-send-error");
const text = element("api-text");
const progress = element("api-progress");
const fileState = element("api-file-state");

export function sendSection(socket) {
  const send = (shown, make) => {
    const thrown = socket.ws
      ? socket.call(`ws.send(${shown})`, () => socket.ws.send(make()))
      : { name: "TypeError", message: "ws is not there yet" };
    if (socket.ws) showException(error, thrown);
    else say(error, "api.noSocket");
    return !thrown;
  };
  const countText = () => say(element("api-text-size"), "api.text.size", {
    units: text.value.length, characters: [...text.value].length, bytes: byteCount(text.value),
  });

  text.addEventListener("input", countText);
  countText();
  element("api-send-form").addEventListener("submit", (event) => {
    event.preventDefault();
    send(quoted(text.value), () => text.value);
  });

  const bytes = () => new Uint8Array(256).map((_, index) => index);
  const chips = element("api-binaries");
  chip(chips, "ArrayBuffer, 256 B", () => send("new ArrayBuffer(256)", () => bytes().buffer));
  chip(chips, "Uint8Array, 3 B", () => send("new Uint8Array([1, 2, 3])", () => new Uint8Array([1, 2, 3])));
  chip(chips, "Blob, 256 B", () => send("new Blob([bytes])", () => new Blob([bytes()])));
  chip(chips, "“”, 0 B", () => send('""', () => ""));
  chip(chips, "Blob, 2 MiB", () => send("new Blob([new ArrayBuffer(2 << 20)])", () => new Blob([new ArrayBuffer(2 << 20)])));

  element("api-file").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    event.target.value = "";
    if (file) await sendFile(socket, file, send);
  });
}

/** In pieces, each of them when those before have mostly left: a large file then never fills the memory. */
async function sendFile(socket, file, send) {
  const { ws } = socket;
  let given = 0;
  const show = (key) => {
    const left = given - (ws?.bufferedAmount ?? 0);
    progress.value = file.size === 0 ? 1 : left / file.size;
    say(fileState, key, { name: file.name, left: Math.max(0, left), size: file.size });
  };
  while (given < file.size) {
    if (ws !== socket.ws || ws?.readyState !== WebSocket.OPEN) {
      if (given === 0) send("file.slice(0, 65536)", () => file.slice(0, pieceBytes));
      return show("api.file.broken");
    }
    if (ws.bufferedAmount > maxBuffered) {
      show("api.file.sending");
      await new Promise((resolve) => setTimeout(resolve, 20));
      continue;
    }
    const end = Math.min(file.size, given + pieceBytes);
    ws.send(file.slice(given, end));
    given = end;
    show("api.file.sending");
    await new Promise((resolve) => setTimeout(resolve));
  }
  while (ws?.bufferedAmount > 0 && ws.readyState === WebSocket.OPEN) {
    show("api.file.sending");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  show("api.file.sent");
}
