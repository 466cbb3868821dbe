// A capture file that Wireshark opens (pcapng, draft-ietf-opsawg-pcapng).
import { segments } from "./wire-stream.js";

const rawIP = 101; // LINKTYPE_RAW: an IPv4 or IPv6 packet without anything before it.
const made = "webdemo: the bytes of the WebSocket connections as its server saw them";

/** The connections as the bytes of a file. */
export function asPcapng(connections) {
  const packets = connections.filter((each) => !each.isUnseen).flatMap(segments).sort((one, other) => one.time - other.time);
  const blocks = [sectionHeader(), interfaceDescription(), ...packets.map(enhancedPacket)];
  const bytes = new Uint8Array(blocks.reduce((sum, block) => sum + block.length, 0));
  let offset = 0;
  for (const block of blocks) {
    bytes.set(block, offset);
    offset += block.length;
  }
  return bytes;
}

/** §4.1: byte order, version 1.0, unknown section length. */
function sectionHeader() {
  const fixed = new Uint8Array(16);
  const view = new DataView(fixed.buffer);
  view.setUint32(0, 0x1a2b3c4d, true);
  view.setUint16(4, 1, true);
  fixed.fill(0xff, 8);
  return block(0x0a0d0d0a, fixed, option(4, text("webdemo")));
}

/** §4.2: link type, no limit of length, times in microseconds. */
function interfaceDescription() {
  const fixed = new Uint8Array(8);
  new DataView(fixed.buffer).setUint16(0, rawIP, true);
  return block(1, fixed, option(1, text(made)), option(2, text("webdemo")), option(9, Uint8Array.of(6)));
}

/** §4.3. */
function enhancedPacket({ time, bytes, originalLength, comment }) {
  const fixed = new Uint8Array(20 + padded(bytes.length));
  const view = new DataView(fixed.buffer);
  view.setUint32(4, Math.floor(time / 2 ** 32), true);
  view.setUint32(8, time % 2 ** 32, true);
  view.setUint32(12, bytes.length, true);
  view.setUint32(16, originalLength, true);
  fixed.set(bytes, 20);
  return comment ? block(6, fixed, option(1, text(comment))) : block(6, fixed);
}

function block(type, fixed, ...options) {
  const end = options.length > 0 ? [new Uint8Array(4)] : [];
  const parts = [fixed, ...options, ...end];
  const length = 12 + parts.reduce((sum, part) => sum + part.length, 0);
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, type, true);
  view.setUint32(4, length, true);
  view.setUint32(length - 4, length, true);
  let offset = 8;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

function option(code, value) {
  const bytes = new Uint8Array(4 + padded(value.length));
  const view = new DataView(bytes.buffer);
  view.setUint16(0, code, true);
  view.setUint16(2, value.length, true);
  bytes.set(value, 4);
  return bytes;
}

function padded(length) {
  return (length + 3) & ~3;
}

function text(string) {
  return new TextEncoder().encode(string);
}
