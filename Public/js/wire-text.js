// Lines of the timeline as plain text, and as JSON Lines.
import { hexDump, utf8 } from "./wire-bytes.js";
import { clock, duration, markText } from "./wire-rows.js";

const arrows = { received: "-->", sent: "<--" }; // As seen from the browser on the left.

/** A readable listing with the bytes of every line. */
export function asText(entries) {
  return entries.map(entryText).join("\n");
}

export function entryText(entry) {
  const marks = entry.marks.map(markText).join(", ");
  const head = [
    clock(entry.wallTime), `${duration(entry.sinceAccepted)} (+${duration(entry.since)})`,
    `#${entry.connection.id} ${entry.connection.path}`, arrows[entry.direction] ?? "---",
    entry.opcode, marks && `[${marks}]`,
  ].filter(Boolean).join("  ");
  if (entry.kind === "request" || entry.kind === "response") return `${head}\n${utf8(entry.raw)}`;
  if (entry.kind === "frame") return `${head}  ${entry.length} bytes\n${hexDump(entry.raw)}\n`;
  const { type, connection, time, ...rest } = entry.event;
  return `${head}  ${JSON.stringify(rest)}\n`;
}

/** The server's events as they came, and the browser's own, one JSON object on each line. */
export function asJSONLines(connections, hello) {
  const lines = hello ? [hello] : [];
  for (const { entries } of connections) {
    for (const entry of entries) {
      lines.push(entry.event);
      for (const mark of entry.marks) {
        const { name, at, ...detail } = mark;
        const connection = entry.connection.id;
        lines.push({ type: "browser", connection, event: name, millisecondsSinceNew: at, ...detail });
      }
    }
  }
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}
