// A frame's details: the bits, the bytes, the unmasking, the message.
import { make, name, said } from "./dom.js";
import { utf8 } from "./wire-bytes.js";
import { hexView } from "./wire-dump.js";
import { headerFigure, headerTable } from "./wire-figure.js";
import { explainCode } from "./wire-codes.js";
import { chipText } from "./wire-rows.js";
import { unmasking } from "./wire-unmask.js";

const mostText = 4_096; // Characters of a message that are shown.

/** The parts of the details of a `frame` line. */
export function frameView(entry, onchoose) {
  const { header, raw } = entry;
  if (!header) return [said("p", "error", "wire.frame.unreadable"), hexView(raw, null, entry.length)];
  const parts = [];
  if (entry.event.conclusion === "violation") parts.push(violation(entry.event));
  parts.push(section("wire.frame.header", [headerFigure(header), headerTable(header)]));
  parts.push(section("wire.bytes.heading", [hexView(raw, header, entry.length)], { count: entry.length }));
  if (header.mask && raw.length > header.size) {
    parts.push(section("wire.unmask", unmasked(entry)));
  }
  if (entry.isCompressed) parts.push(section("wire.deflate", compression(entry)));
  else if (header.payloadLength > 0) parts.push(section("wire.payload", payload(entry)));
  if (entry.group && (entry.group.count > 1 || !header.fin)) {
    parts.push(section("wire.fragments", fragments(entry, onchoose)));
  }
  return parts;
}

function section(key, content, args) {
  return make("section", "wire-part", said("h4", "", key, args), ...content);
}

function unmasked(entry) {
  const { header, raw } = entry;
  const parts = [unmasking(raw.subarray(header.size), header.key, header.payloadLength)];
  if (entry.isCompressed) parts.push(said("p", "wire-explain", "wire.unmask.compressed"));
  return parts;
}

function violation({ code, reason }) {
  const line = make("p", "wire-violation", said("strong", "", "wire.row.violation"), " ");
  if (code) line.append(make("strong", "wire-code", String(code)), " ", said("span", "", explainCode(code).key), " ");
  if (reason) line.append(make("q", "wire-quote", reason));
  return line;
}

function payload(entry) {
  const bytes = entry.payload;
  if (entry.opcode === "close") return closePayload(bytes);
  const isText = entry.header.isControl || (entry.event.kind ?? entry.group?.kind) === "text";
  return isText ? [textBox(bytes)] : [said("p", "wire-quiet", "wire.payload.binary"), hexView(bytes)];
}

/** RFC 6455 §5.5.1: two bytes of code, then the reason as UTF-8. */
function closePayload(bytes) {
  if (bytes.length < 2) return [said("p", "", "wire.close.empty")];
  const code = bytes[0] * 256 + bytes[1];
  const { key, source } = explainCode(code);
  const line = make("p", "wire-verdict-code", make("strong", "wire-code", String(code)), " ", said("span", "", key), " ",
    make("span", "wire-source", source));
  return bytes.length > 2 ? [line, textBox(bytes.subarray(2))] : [line, said("p", "wire-quiet", "wire.close.no-reason")];
}

function compression(entry) {
  const compressed = entry.group?.payloadBytes ?? entry.header.payloadLength;
  const plain = entry.event.messageBytes;
  const parts = [];
  if (plain) {
    const percent = (100 * compressed / plain).toFixed(1);
    parts.push(said("p", "wire-ratio", "wire.deflate.ratio", { compressed, plain, percent }), bar(compressed, plain));
  }
  const wire = make("div", "wire-half", said("h5", "", "wire.deflate.wire"), hexView(entry.payload));
  const text = make("div", "wire-half", said("h5", "", "wire.deflate.plain"));
  const { inflated } = entry;
  if (!inflated) text.append(said("p", "wire-quiet", "wire.deflate.later"));
  else text.append((entry.event.kind ?? entry.group?.kind) === "text" ? textBox(inflated) : hexView(inflated));
  parts.push(make("div", "wire-halves", wire, text));
  return parts;
}

function bar(compressed, plain) {
  const inner = make("span", "wire-bar-part");
  inner.style.width = `${Math.min(100, 100 * compressed / plain)}%`;
  const outer = make("div", "wire-bar", inner);
  outer.setAttribute("aria-hidden", "true");
  return outer;
}

function textBox(bytes) {
  const text = utf8(bytes);
  const box = make("pre", "wire-message", text.slice(0, mostText));
  box.dir = "auto";
  box.tabIndex = 0;
  box.setAttribute("role", "group");
  name(box, "wire.payload");
  if (text.length <= mostText) return box;
  return make("div", "", box, said("p", "wire-quiet", "wire.payload.cut", { shown: mostText }));
}

function fragments(entry, onchoose) {
  const { group } = entry;
  const list = make("ol", "wire-fragments");
  for (const each of group.entries.slice(0, 50)) {
    const choice = make("button", "wire-fragment", make("span", "wire-chip", chipText(each)),
      ` FIN ${each.header.fin} · `, said("span", "", "wire.bytes", { count: each.header.payloadLength }));
    choice.type = "button";
    choice.dataset.opcode = each.opcode;
    if (each === entry) choice.setAttribute("aria-current", "true");
    choice.addEventListener("click", () => onchoose(each));
    list.append(make("li", "", choice));
  }
  return [said("p", "wire-explain", "wire.fragments.text", { count: group.count, bytes: group.payloadBytes }), list];
}
