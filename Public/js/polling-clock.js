// How far the server's clock is from this page's, and how surely that is known.

const samplesKept = 60;

export class ServerClock {
  #samples = []; // {offset, uncertainty} in milliseconds, newest last.

  /** One round trip: the server read its clock somewhere between the question and the answer. */
  async ask() {
    const before = performance.now();
    const answer = await fetch("/_webdemo/clock/now?rate=1", { cache: "no-store" });
    const after = performance.now();
    const { now } = await answer.json();
    if (!Number.isFinite(now)) throw new Error("the clock has no time");
    // A whole number of milliseconds may be almost one too low.
    const grain = Number.isInteger(now) ? 0.5 : 0;
    this.#samples.push({ offset: now + grain - (before + after) / 2, uncertainty: (after - before) / 2 + grain });
    if (this.#samples.length > samplesKept) this.#samples.shift();
  }

  async settle(rounds = 8) {
    for (let round = 0; round < rounds; round++) await this.ask();
  }

  /** The shortest round trip tells best; null before the first. */
  get best() {
    return this.#samples.reduce((best, one) => (best && best.uncertainty <= one.uncertainty ? best : one), null);
  }

  get rounds() {
    return this.#samples.length;
  }

  /** What the server's clock shows, in milliseconds since 1970, when this page's shows `time`. */
  at(time) {
    return time + (this.best?.offset ?? NaN);
  }
}
