// A request's or a response's head: the first line, each field with its reason, the bytes.
import { make, said } from "./dom.js";
import { latin1 } from "./wire-bytes.js";
import { hexView } from "./wire-dump.js";

const explained = [
  "host", "upgrade", "connection", "origin", "sec-websocket-key", "sec-websocket-version", "sec-websocket-protocol",
  "sec-websocket-extensions", "sec-websocket-accept", "user-agent", "cookie",
];

/** The parts of the details of a `request` or `response` line. */
export function headView(entry) {
  const text = latin1(entry.raw);
  const lines = text.split("\r\n").filter(Boolean);
  const table = make("table", "wire-fields wire-head-fields");
  table.append(said("caption", "wire-hidden", "wire.head.fields"));
  for (const line of lines.slice(1)) table.append(fieldRow(line));
  return [
    make("p", "wire-first-line", lines[0] ?? ""),
    said("p", "wire-explain", explanation(entry, lines[0] ?? "")),
    make("div", "wire-scroll", table),
    said("h4", "", "wire.bytes.heading", { count: entry.length }),
    hexView(entry.raw, null, entry.length),
  ];
}

function explanation(entry, line) {
  if (entry.kind === "request") return "wire.head.request";
  return /^HTTP\/1\.1 101/.test(line) ? "wire.head.101" : "wire.head.refused";
}

function fieldRow(line) {
  const colon = line.indexOf(":");
  const name = line.slice(0, colon);
  const head = make("th", "", name);
  head.scope = "row";
  const known = name.toLowerCase();
  const reason = explained.includes(known) ? said("td", "wire-quiet", `wire.head.${known}`) : make("td");
  return make("tr", "", head, make("td", "wire-field-value", line.slice(colon + 1).trim()), reason);
}
