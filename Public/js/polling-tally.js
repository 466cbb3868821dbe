// What one way has shown of the clock, and what it has missed.

const delaysKept = 2000;
const marksKept = 1200;

export class Tally {
  last = null; // The last tick shown.
  shown = 0;
  missed = 0;
  repeated = 0; // Answers that brought nothing new.
  marks = []; // For the drawing: {time of the tick by the server's clock, delay}; the delay of a missed one is null.
  #delays = [];

  /** Whether `tick` is new. Those between the last one and it were missed. */
  received(tick, time, rate) {
    if (this.last !== null && tick <= this.last) {
      this.repeated += 1;
      return false;
    }
    if (this.last !== null) {
      this.missed += tick - this.last - 1;
      const first = Math.max(this.last + 1, tick - marksKept);
      for (let lost = first; lost < tick; lost++) this.#mark(time - (tick - lost) * 1000 / rate, null);
    }
    this.last = tick;
    this.shown += 1;
    return true;
  }

  appeared(time, delay) {
    this.#mark(time, delay);
    this.#delays.push(delay);
    if (this.#delays.length > delaysKept) this.#delays.shift();
  }

  /** The delay, in milliseconds, that `share` of the last 2000 did not exceed; null when there is none. */
  percentile(share) {
    if (this.#delays.length === 0) return null;
    const sorted = this.#delays.toSorted?.((a, b) => a - b) ?? [...this.#delays].sort((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)];
  }

  #mark(time, delay) {
    this.marks.push({ time, delay });
    if (this.marks.length > marksKept) this.marks.splice(0, this.marks.length - marksKept);
  }
}
