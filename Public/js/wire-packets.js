// IP and TCP around captured bytes: the addresses are real, the packets are made up so that Wireshark reads the stream.

/** Flags of a TCP segment (RFC 9293 §3.1). */
export const flags = { fin: 1, syn: 2, psh: 8, ack: 16 };

/** `{host, port}` of `127.0.0.1:8080` or `[::1]:8080`; the unspecified address if it cannot be read. */
export function parseAddress(text) {
  const parts = /^\[?([0-9a-fA-F:.]+?)(?:%[^\]]*)?\]?:(\d{1,5})$/.exec(text);
  const port = Math.min(65_535, Number(parts?.[2] ?? 0));
  const host = parts?.[1] ?? "0.0.0.0";
  return { bytes: host.includes(":") ? ipv6(host) : ipv4(host), port };
}

function ipv4(text) {
  const numbers = text.split(".").map(Number);
  return numbers.length === 4 && numbers.every((number) => number <= 255) ? numbers : [0, 0, 0, 0];
}

function ipv6(text) {
  const mapped = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  if (mapped) {
    const [a, b, c, d] = ipv4(mapped[2]);
    return ipv6(`${mapped[1]}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`);
  }
  const [head, tail] = text.split("::").map((part) => (part ? part.split(":") : []));
  const missing = tail ? Math.max(0, 8 - head.length - tail.length) : 0;
  const words = [...head, ...Array(missing).fill("0"), ...(tail ?? [])].slice(0, 8);
  while (words.length < 8) words.push("0");
  return words.flatMap((word) => [parseInt(word, 16) >> 8 & 255, parseInt(word, 16) & 255]);
}

/**
 * An IP packet with a TCP segment. `length` is the payload's length as it was; `payload` may be less of it, and then
 * no checksum can be known and the field is zero.
 */
export function packet({ from, to, sequence, acknowledges, flag, payload = new Uint8Array(), length = payload.length }) {
  const isIPv6 = from.bytes.length === 16;
  const ipBytes = isIPv6 ? 40 : 20;
  const bytes = new Uint8Array(ipBytes + 20 + payload.length);
  const view = new DataView(bytes.buffer);
  if (isIPv6) writeIPv6(view, bytes, from, to, 20 + length);
  else writeIPv4(view, bytes, from, to, 40 + length);
  view.setUint16(ipBytes, from.port);
  view.setUint16(ipBytes + 2, to.port);
  view.setUint32(ipBytes + 4, sequence >>> 0);
  view.setUint32(ipBytes + 8, acknowledges >>> 0);
  view.setUint8(ipBytes + 12, 5 << 4);
  view.setUint8(ipBytes + 13, flag);
  view.setUint16(ipBytes + 14, 65_535);
  bytes.set(payload, ipBytes + 20);
  if (length === payload.length) {
    view.setUint16(ipBytes + 16, checksum(bytes.subarray(ipBytes), pseudoHeader(from, to, 20 + length)));
  }
  return { bytes, originalLength: ipBytes + 20 + length };
}

/** RFC 791 §3.1. */
function writeIPv4(view, bytes, from, to, length) {
  view.setUint8(0, 0x45);
  view.setUint16(2, length);
  view.setUint16(6, 0x4000);
  view.setUint8(8, 64);
  view.setUint8(9, 6);
  bytes.set(from.bytes, 12);
  bytes.set(to.bytes, 16);
  view.setUint16(10, checksum(bytes.subarray(0, 20), 0));
}

/** RFC 8200 §3. */
function writeIPv6(view, bytes, from, to, length) {
  view.setUint8(0, 0x60);
  view.setUint16(4, length);
  view.setUint8(6, 6);
  view.setUint8(7, 64);
  bytes.set(from.bytes, 8);
  bytes.set(to.bytes, 24);
}

function pseudoHeader(from, to, length) {
  return sum(Uint8Array.from([...from.bytes, ...to.bytes]), 6 + (length >>> 16) + (length & 0xffff));
}

/** The ones' complement of the ones' complement sum (RFC 1071). */
function checksum(bytes, start) {
  let total = sum(bytes, start);
  while (total > 0xffff) total = (total & 0xffff) + (total >>> 16);
  return ~total & 0xffff;
}

/** At most 65,535 bytes, so that the sum stays below 2^32. */
function sum(bytes, start) {
  let total = start;
  for (let index = 0; index < bytes.length; index += 2) total += (bytes[index] << 8) | (bytes[index + 1] ?? 0);
  return total;
}
