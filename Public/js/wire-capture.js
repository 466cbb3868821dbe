// What was seen so far: connections, each with its newest lines.
import { WireEntry } from "./wire-entry.js";
import { latin1 } from "./wire-bytes.js";

const maxFrames = 1_000; // Lines kept of each connection: what a page can show and scroll.
const maxCost = 3 << 20; // Of base64 kept of each connection: 1 MiB as frame, as payload and, if compressed, as text.
const maxConnections = 40; // Of which the oldest that are over are forgotten first.

export class Capture {
  connections = new Map(); // By the server's number, of this start of the server.
  hello = null;
  onconnection = () => {};
  onentry = () => {};
  ondropped = () => {};
  onforgotten = () => {};

  #sockets = []; // The page's own, not yet seen by the server.

  /** Takes one event of the wire view. */
  take(event) {
    switch (event.type) {
      case "hello": return this.#greeted(event);
      case "connection": return void this.open(event);
      case "handshake":
      case "frame":
      case "ended":
      case "gap": return this.#add(this.connections.get(event.connection) ?? this.open(event), event);
    }
  }

  /** A socket of this page, to be found again by the number in its address. */
  attach(socket) {
    this.#sockets.push(socket);
    if (this.#sockets.length > 200) this.#sockets.shift();
  }

  /** A socket that is over without the server having told of it: what the browser said is all there is. */
  addUnseen(socket) {
    const index = this.#sockets.indexOf(socket);
    if (index < 0) return;
    this.#sockets.splice(index, 1);
    const connection = this.open({ connection: `?${socket.number ?? ""}`, path: socket.path });
    Object.assign(connection, { socket, label: socket.label, isOver: true, isUnseen: true });
    socket.connection = connection;
    this.#add(connection, { type: "unseen", connection: connection.id, path: socket.path });
  }

  /** Nothing is heard for a while: what comes later cannot be counted. */
  interrupted() {
    for (const connection of this.connections.values()) connection.socket?.pairing.stopCounting();
  }

  #greeted(hello) {
    if (this.hello && this.hello.boot !== hello.boot) {
      for (const connection of this.connections.values()) connection.isOfEarlierServer = true;
      this.connections = new Map([...this.connections].map(([id, each]) => [`${each.boot} ${id}`, each]));
    }
    this.hello = hello;
  }

  /** The connection that `event` tells of, made if it is new. */
  open(event) {
    const known = this.connections.get(event.connection);
    if (known) return known;
    const hello = this.hello ?? { time: 0, wallTime: Date.now(), boot: "" };
    const connection = {
      id: event.connection, boot: hello.boot, epoch: Math.round(hello.wallTime * 1000) - hello.time,
      path: withoutTrace(event.path ?? ""), client: event.client ?? "", server: event.server ?? "",
      time: event.time ?? 0, lastTime: event.time ?? 0, isFromTheStart: false,
      entries: [], frames: 0, cost: 0, dropped: null, groups: {}, isOver: false, socket: null, label: "",
    };
    this.connections.set(connection.id, connection);
    this.#forgetOldest();
    this.onconnection(connection);
    if (event.type === "connection") this.#add(connection, event);
    return connection;
  }

  #forgetOldest() {
    if (this.connections.size <= maxConnections) return;
    const all = [...this.connections];
    const [key, oldest] = all.find(([, connection]) => connection.isOver) ?? all[0];
    this.connections.delete(key);
    this.onforgotten(oldest);
  }

  #add(connection, event) {
    if (event.type === "handshake") connection.isFromTheStart = true;
    if (event.type === "frame" && !connection.isFromTheStart) {
      connection.isFromTheStart = true;
      this.#add(connection, { type: "midway", connection: connection.id, time: event.time });
    }
    const entry = new WireEntry(connection, event);
    connection.lastTime = entry.time;
    connection.entries.push(entry);
    connection.cost += entry.cost;
    if (entry.kind === "request") this.#findSocket(connection, entry);
    if (entry.kind === "frame") this.#group(connection, entry);
    if (entry.kind === "gap") connection.socket?.pairing.stopCounting();
    if (entry.kind === "ended") connection.isOver = true;
    for (const direction of ["received", "sent"]) {
      if (connection.groups[direction]?.entries.length > 0 && entry.group !== connection.groups[direction]) {
        entry.through.push(direction);
      }
    }
    if (entry.kind === "unseen") entry.marks = connection.socket.marks;
    connection.socket?.pairing.addEntry(entry);
    this.onentry(connection, entry);
    this.#bound(connection, entry);
  }

  #findSocket(connection, entry) {
    const number = Number(/[?&]socket=(\d{1,9})(?=[& ])/.exec(latin1(entry.raw.subarray(0, 4096)))?.[1]);
    const index = this.#sockets.findIndex((socket) => socket.number === number);
    if (index < 0) return;
    [connection.socket] = this.#sockets.splice(index, 1);
    connection.socket.connection = connection;
    connection.label = connection.socket.label;
  }

  /** Joins the fragments of a message; control frames may stand between them (RFC 6455 §5.4). */
  #group(connection, entry) {
    const { header, direction } = entry;
    if (!header || header.isControl) return;
    let group = connection.groups[direction];
    if (header.opcode !== 0 || !group) {
      const kind = header.opcode === 1 ? "text" : "binary";
      group = { entries: [], kind, isCompressed: header.rsv1 === 1, count: 0, payloadBytes: 0 };
    }
    group.entries.push(entry);
    group.count += 1;
    group.payloadBytes += header.payloadLength;
    entry.group = group;
    connection.groups[direction] = header.fin ? null : group;
  }

  #bound(connection, entry) {
    if (entry.kind === "frame") connection.frames += 1;
    while (connection.frames > maxFrames || connection.cost > maxCost) {
      const index = connection.entries.findIndex((each) => each.kind === "frame" || each.kind === "gap");
      if (index < 0 || connection.entries[index] === entry) return;
      const [gone] = connection.entries.splice(index, 1);
      connection.cost -= gone.cost;
      if (gone.kind === "frame") connection.frames -= 1;
      this.#noteDropped(connection, index, gone);
      this.ondropped(connection, gone);
    }
  }

  #noteDropped(connection, index, gone) {
    if (!connection.dropped) {
      connection.dropped = new WireEntry(connection, { type: "dropped", time: gone.time, lost: 0, wireBytes: {} });
      connection.entries.splice(index, 0, connection.dropped);
    }
    const { event } = connection.dropped;
    event.lost += gone.kind === "gap" ? gone.event.lost : 1;
    if (gone.group) gone.group.entries = gone.group.entries.filter((each) => each !== gone);
    if (gone.direction) event.wireBytes[gone.direction] = (event.wireBytes[gone.direction] ?? 0) + gone.length;
    connection.dropped.time = gone.time;
  }
}

/** The target without what `traced` added to it. */
export function withoutTrace(target) {
  return target.replace(/([?&])trace=[^&]*(&|$)/, "$1").replace(/([?&])socket=\d*(&|$)/, "$1").replace(/[?&]$/, "");
}
