// Bytes as a hex dump with an ASCII column, the parts of a frame in their colours.
import { make, name, said } from "./dom.js";
import { hex } from "./bytes.js";
import { ascii } from "./wire-bytes.js";
import { byteKind } from "./wire-frame.js";

const most = 1_024; // Bytes drawn at once; a button draws the rest.
const narrow = matchMedia("(max-width: 34rem)");

/** `header` colours the bytes; `total` is the length on the wire, more than `bytes` if they were cut. */
export function hexView(bytes, header = null, total = bytes.length) {
  const pre = make("pre", "wire-dump");
  pre.tabIndex = 0;
  pre.setAttribute("role", "group");
  name(pre, "wire.dump");
  const view = make("div", "wire-dump-box", pre);
  fill(pre, bytes.subarray(0, most), header);
  if (bytes.length > most) {
    const more = said("button", "button plain wire-small", "wire.dump.all", { count: bytes.length });
    more.type = "button";
    more.addEventListener("click", () => {
      fill(pre, bytes, header);
      more.remove();
    });
    view.append(more);
  }
  if (total > bytes.length) view.append(said("p", "wire-quiet", "wire.dump.cut", { shown: bytes.length, total }));
  return view;
}

function fill(pre, bytes, header) {
  const lines = [];
  const perLine = narrow.matches ? 8 : 16;
  for (let start = 0; start < bytes.length; start += perLine) lines.push(line(bytes, start, perLine, header));
  pre.replaceChildren(...lines);
}

function line(bytes, start, perLine, header) {
  const part = bytes.subarray(start, start + perLine);
  const line = make("span", "wire-dump-line", make("span", "wire-offset", start.toString(16).padStart(4, "0")));
  const digits = make("span", "wire-digits");
  const letters = make("span", "wire-letters");
  for (const { kind, from, to } of runs(part.length, start, header)) {
    const run = part.subarray(from, to);
    digits.append(coloured(kind, [...run].map(hex).join(" ")), to < part.length ? " " : "");
    letters.append(coloured(kind, [...run].map(ascii).join("")));
  }
  digits.append(" ".repeat(3 * (perLine - part.length)));
  line.append(digits, letters, "\n");
  return line;
}

/** Neighbours of one colour together: few elements for many bytes. */
function runs(length, start, header) {
  const found = [];
  for (let index = 0; index < length; index += 1) {
    const kind = header ? byteKind(header, start + index) : "";
    const last = found.at(-1);
    if (last?.kind === kind) last.to = index + 1;
    else found.push({ kind, from: index, to: index + 1 });
  }
  return found;
}

function coloured(kind, text) {
  const span = make("span", "wire-run", text);
  if (kind) span.dataset.kind = kind;
  return span;
}
