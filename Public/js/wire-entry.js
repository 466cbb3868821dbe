// One line of a timeline: an event of the server, decoded when somebody looks.
import { hex } from "./bytes.js";
import { fromBase64, preview, utf8 } from "./wire-bytes.js";
import { parseHeader } from "./wire-frame.js";

const previewBytes = 320;

export class WireEntry {
  /** `kind`: accepted, request, response, frame, ended, gap, dropped, midway or unseen. */
  constructor(connection, event) {
    this.connection = connection;
    this.event = event;
    this.kind = kindOf(event);
    this.time = event.time ?? connection.lastTime;
    this.direction = event.type === "ended" ? null : event.direction ?? null; // Nobody sends an end.
    this.since = Math.max(0, this.time - connection.lastTime);
    this.sinceAccepted = Math.max(0, this.time - connection.time);
    this.marks = []; // What the browser's own socket said of it.
    this.through = []; // Directions of the fragmented messages that this line stands within.
    this.header = this.kind === "frame" ? parseHeader(fromBase64(event.raw?.slice(0, 20))) : null;
    this.cost = ["raw", "payload", "inflated"].reduce((sum, name) => sum + (event[name]?.length ?? 0), 0);
  }

  /** Whether its time is known: a hole has none. */
  get isTimed() {
    return !["gap", "dropped", "midway", "unseen"].includes(this.kind);
  }

  get raw() {
    return fromBase64(this.event.raw);
  }

  get payload() {
    return fromBase64(this.event.payload);
  }

  get inflated() {
    return this.isInflated ? fromBase64(this.event.inflated) : null;
  }

  get isInflated() {
    return this.event.inflated !== undefined && this.event.inflated !== null;
  }

  get isCompressed() {
    return this.isInflated || (this.group?.isCompressed ?? false);
  }

  /** Bytes on the wire. */
  get length() {
    return this.event.length ?? this.raw.length;
  }

  /** What the filter knows it as. */
  get opcode() {
    if (this.kind === "frame") return this.header?.name ?? "reserved";
    return this.kind === "request" || this.kind === "response" ? "handshake" : this.kind;
  }

  /** Microseconds since 1970 by the server's clock. */
  get wallTime() {
    return this.connection.epoch + this.time;
  }

  /** The head's first line. */
  get firstLine() {
    return utf8(this.raw).split("\r\n", 1)[0];
  }

  /** The beginning of what the frame carries, as a line of text. */
  get preview() {
    const start = fromBase64((this.event.inflated ?? this.event.payload)?.slice(0, previewBytes));
    if (this.opcode === "close") return closePreview(this.event, start);
    const kind = this.event.kind ?? this.group?.kind;
    if (this.isCompressed && !this.isInflated) return hexPreview(start);
    if (kind === "text" || this.header?.isControl) return preview(new TextDecoder().decode(start, { stream: true }));
    return hexPreview(start);
  }
}

function kindOf(event) {
  if (event.type === "connection") return "accepted";
  if (event.type === "handshake") return event.direction === "received" ? "request" : "response";
  return event.type;
}

function hexPreview(bytes) {
  return [...bytes.subarray(0, 12)].map(hex).join(" ") + (bytes.length > 12 ? " …" : "");
}

function closePreview(event, payload) {
  if (payload.length < 2) return "";
  const code = payload[0] * 256 + payload[1];
  return `${code} ${preview(utf8(payload.subarray(2)))}`.trim();
}
