// The head of an HTTP message as it was on the wire, line by line (RFC 9112 §2.1).
import { latin1OfBytes } from "./bytes.js";

/** The lines without their CRLF, the empty one that ends the head left out, and what came after it. */
export function readHead(bytes) {
  const text = latin1OfBytes(bytes);
  const end = text.indexOf("\r\n\r\n");
  const head = end < 0 ? text : text.slice(0, end);
  return {
    lines: head === "" ? [] : head.split("\r\n").map(readLine),
    headBytes: end < 0 ? bytes.length : end + 4,
    body: new TextDecoder().decode(end < 0 ? new Uint8Array() : bytes.subarray(end + 4)),
  };
}

function readLine(text, index) {
  const colon = text.indexOf(":");
  if (index === 0 || colon < 0) return { text, name: null };
  return { text, name: text.slice(0, colon).toLowerCase(), value: text.slice(colon + 1).trim() };
}

/** The value of the first field of that name, in lower case; undefined where there is none. */
export function field(head, name) {
  return head.lines.find((line) => line.name === name)?.value;
}

/** Offset, sixteen bytes in hex, and the same as text, a line each. */
export function hexDump(bytes) {
  const lines = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const row = bytes.subarray(at, at + 16);
    const hex = Array.from(row, (byte) => byte.toString(16).padStart(2, "0"));
    const left = hex.slice(0, 8).join(" ").padEnd(24) + hex.slice(8).join(" ").padEnd(24);
    const text = latin1OfBytes(row).replace(/[^ -~]/g, "·");
    lines.push(`${at.toString(16).padStart(4, "0")}  ${left} ${text}`);
  }
  return lines.join("\n");
}
