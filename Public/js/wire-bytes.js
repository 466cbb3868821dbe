// What the server tells as base64, for people to read.
import { bytesOfBase64, hex } from "./bytes.js";

/** The bytes of a base64 text; none if it is not one. */
export function fromBase64(text) {
  try {
    return bytesOfBase64(text ?? "");
  } catch {
    return new Uint8Array();
  }
}

/** Eight digits for each byte. */
export function bits(byte) {
  return byte.toString(2).padStart(8, "0");
}

/** What ASCII shows for a byte: itself, or a dot. */
export function ascii(byte) {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ".";
}

/** The bytes as UTF-8, wrong ones as U+FFFD. */
export function utf8(bytes) {
  return new TextDecoder().decode(bytes);
}

/** One octet for each character, as a header is. */
export function latin1(bytes) {
  let text = "";
  for (let start = 0; start < bytes.length; start += 8192) {
    text += String.fromCharCode(...bytes.subarray(start, start + 8192));
  }
  return text;
}

/** The lines of a hex dump: offset, sixteen bytes, their ASCII. */
export function hexDump(bytes, perLine = 16) {
  const lines = [];
  for (let start = 0; start < bytes.length; start += perLine) {
    const part = [...bytes.subarray(start, start + perLine)];
    const digits = part.map(hex).join(" ").padEnd(3 * perLine - 1);
    lines.push(`${start.toString(16).padStart(4, "0")}  ${digits}  ${part.map(ascii).join("")}`);
  }
  return lines.join("\n");
}

/** `text` on one line, cut after `limit` characters, with what cannot be seen as a picture of it. */
export function preview(text, limit = 80) {
  const characters = Array.from(text.slice(0, 2 * limit + 2));
  const cut = characters.length > limit || text.length > 2 * limit + 2;
  const shown = characters.slice(0, limit).join("").replace(/[\u0000-\u001f]/g, (control) =>
    String.fromCharCode(0x2400 + control.charCodeAt(0)));
  return cut ? `${shown}…` : shown;
}
