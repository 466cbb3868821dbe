// Which event of the browser's socket belongs to which line of the timeline.

const most = 2_000; // Events that wait for their line, for each slot.

export class Pairing {
  #marks = new Map(); // Waiting for a line, by slot.
  #entries = new Map(); // Waiting for an event, by slot.
  #isCounting = true;

  /** A line that the browser may have said something of. */
  addEntry(entry) {
    const slot = slotOf(entry);
    if (!slot) return;
    if (!slot.startsWith("message")) {
      this.#entries.set(slot, [entry]);
      entry.marks.push(...this.#take(this.#marks, slot));
    } else if (this.#isCounting) {
      const mark = this.#queue(this.#marks, slot).shift();
      if (mark) entry.marks.push(mark);
      else this.#wait(this.#entries, slot, entry);
    }
  }

  /** What the browser's socket said; returns the line it belongs to, if that is there. */
  addMark(slot, mark) {
    const entries = this.#queue(this.#entries, slot);
    const isMessage = slot.startsWith("message");
    if (isMessage && !this.#isCounting) return null;
    const entry = isMessage ? entries.shift() : entries[0];
    if (entry) entry.marks.push(mark);
    else this.#wait(this.#marks, slot, mark);
    return entry ?? null;
  }

  /** After a gap nobody knows which message is which. */
  stopCounting() {
    this.#isCounting = false;
    for (const slot of ["message-received", "message-sent"]) {
      this.#marks.delete(slot);
      this.#entries.delete(slot);
    }
  }

  #queue(table, slot) {
    if (!table.has(slot)) table.set(slot, []);
    return table.get(slot);
  }

  #take(table, slot) {
    const all = this.#queue(table, slot);
    table.delete(slot);
    return all;
  }

  #wait(table, slot, what) {
    const queue = this.#queue(table, slot);
    queue.push(what);
    if (queue.length > most) this.stopCounting();
  }
}

function slotOf(entry) {
  if (entry.kind === "request" || entry.kind === "response" || entry.kind === "ended") return entry.kind;
  if (entry.kind !== "frame") return null;
  if (entry.event.conclusion === "message") return `message-${entry.direction}`;
  return entry.opcode === "close" && entry.direction === "received" ? "closing" : null;
}
