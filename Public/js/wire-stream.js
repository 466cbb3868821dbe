// One connection as TCP segments: opened, numbered, acknowledged, closed.
import { flags, packet, parseAddress } from "./wire-packets.js";

const maxSegment = 16_384; // Payload of one packet: far below what IP can count, and seldom cut.
const mostSegments = 64; // For one frame: what lies beyond was not captured anyway.

/** `[{time, bytes, originalLength, comment}]` of a connection, in order. */
export function segments(connection) {
  return new Stream(connection).packets;
}

class Stream {
  packets = [];
  #next = { received: 1_000, sent: 5_000 }; // Sequence numbers; the real ones are not known to a server.
  #comment = null;

  constructor(connection) {
    this.connection = connection;
    this.client = parseAddress(connection.client);
    this.server = parseAddress(connection.server);
    if (this.client.bytes.length !== this.server.bytes.length) this.#widen();
    this.time = connection.time;
    this.#open();
    for (const entry of connection.entries) this.#add(entry);
  }

  #open() {
    this.#comment = "SYN, sequence numbers and acknowledgements are made up; the payload is what the server captured";
    this.#send("received", flags.syn);
    this.#next.received += 1;
    this.#send("sent", flags.syn | flags.ack);
    this.#next.sent += 1;
    this.#send("received", flags.ack);
  }

  #add(entry) {
    this.time = entry.time;
    switch (entry.kind) {
      case "request":
      case "response":
      case "frame": return this.#addBytes(entry.direction, entry.raw, lengthOf(entry));
      case "gap": return this.#skip(entry.event.lost);
      case "dropped": return this.#drop(entry.event);
      case "ended": return this.#close(entry.event);
    }
  }

  #addBytes(direction, raw, length) {
    let start = 0;
    for (let count = 0; start < length && count < mostSegments; count += 1) {
      const size = Math.min(maxSegment, length - start);
      this.#send(direction, flags.psh | flags.ack, raw.subarray(start, start + size), size);
      this.#next[direction] += size;
      start += size;
    }
    this.#next[direction] += Math.max(0, length - start);
  }

  /** How many bytes are missing is not known: one, so that Wireshark says that something is. */
  #skip(lost) {
    this.#comment = `${lost} events are missing before this packet`;
    this.#next.received += 1;
    this.#next.sent += 1;
  }

  #drop({ lost, wireBytes }) {
    this.#comment = `${lost} older frames were not kept`;
    for (const direction of ["received", "sent"]) this.#next[direction] += wireBytes[direction] ?? 0;
  }

  #close({ by, code, cause }) {
    this.#comment = `The end as the server told it: by ${by}, code ${code ?? "none"}, ${cause}; FIN is made up`;
    const first = by === "server" ? "sent" : "received";
    const second = first === "sent" ? "received" : "sent";
    this.#send(first, flags.fin | flags.ack);
    this.#next[first] += 1;
    this.#send(second, flags.fin | flags.ack);
    this.#next[second] += 1;
    this.#send(first, flags.ack);
  }

  #send(direction, flag, payload, length) {
    const isReceived = direction === "received";
    const other = isReceived ? "sent" : "received";
    const isFirst = flag === flags.syn;
    const { bytes, originalLength } = packet({
      from: isReceived ? this.client : this.server, to: isReceived ? this.server : this.client,
      sequence: this.#next[direction], acknowledges: isFirst ? 0 : this.#next[other], flag, payload, length,
    });
    const time = this.connection.epoch + this.time;
    this.packets.push({ time, bytes, originalLength, comment: this.#comment });
    this.#comment = null;
  }

  /** A socket for both families shows IPv4 on one side only: map it (RFC 4291 §2.5.5.2). */
  #widen() {
    for (const side of [this.client, this.server]) {
      if (side.bytes.length === 4) side.bytes = [...Array(10).fill(0), 255, 255, ...side.bytes];
    }
  }
}

/** A refused frame has the length that its header claims, which may be any number: only what was read is sure. */
function lengthOf(entry) {
  return entry.event.conclusion === "violation" ? entry.raw.length : entry.length;
}
