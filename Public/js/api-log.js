// The four events and the calls between them, as rows.
import { say, t } from "./i18n.js";
import { element, quoted } from "./api-dom.js";
import { make, said } from "./dom.js";

const rowsKept = 200;
const bytesShown = 16;
const body = element("api-log");

export function logEntries(socket) {
  socket.listen((entry) => {
    const row = make("tr", `api-${entry.kind}`);
    row.dataset.name = entry.name;
    const name = make("td");
    name.append(make("code", "", entry.kind === "call" ? entry.name : `${entry.name}`));
    const content = make("td", "api-content");
    fill(content, entry);
    row.append(make("td", "api-time", `${entry.at.toFixed(1)} ms`), name, content);
    body.append(row);
    while (body.children.length > rowsKept) body.firstElementChild.remove();
    const frame = body.closest(".api-scroll");
    frame.scrollTop = frame.scrollHeight;
  });
  element("api-clear").addEventListener("click", () => body.replaceChildren());
}

function fill(content, { kind, name, event, text }) {
  if (kind === "exception") content.textContent = text;
  else if (kind === "call") content.textContent = "";
  else if (name === "open") say(content, "api.log.open");
  else if (name === "error") say(content, "api.log.error");
  else if (name === "message") say(content, ...message(event.data));
  else {
    const { code, reason, wasClean } = event;
    content.append(make("code", "", `code ${code}, reason ${quoted(reason)}, wasClean ${wasClean}`), make("br"),
      said("span", "api-note", codeKey(code)));
  }
}

function message(data) {
  if (typeof data === "string") return ["api.log.text", { text: quoted(data), characters: data.length }];
  if (data instanceof Blob) return ["api.log.blob", { bytes: data.size }];
  const first = [...new Uint8Array(data, 0, Math.min(bytesShown, data.byteLength))];
  const hex = first.map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
  return ["api.log.buffer", { bytes: data.byteLength, hex: data.byteLength > bytesShown ? `${hex} …` : hex }];
}

/** The key of what a close code means. */
export function codeKey(code) {
  const key = `api.code.${code}`;
  if (t(key) !== key) return key;
  return code >= 4000 ? "api.code.private" : code >= 3000 ? "api.code.registered" : "api.code.other";
}
