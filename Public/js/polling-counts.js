// What the server has counted on the sockets of this page since the run began.
import { trace } from "./wire.js";

const names = ["requests", "receivedHead", "receivedPayload", "sentHead", "sentPayload"];

export class Counts {
  #before = {};
  now = {};

  /** Forgets what earlier runs have cost. */
  async restart() {
    this.now = {};
    this.#before = await read();
  }

  async update() {
    const counts = await read();
    for (const [way, count] of Object.entries(counts)) {
      const before = this.#before[way] ?? {};
      this.now[way] = Object.fromEntries(names.map((name) => [name, (count[name] ?? 0) - (before[name] ?? 0)]));
    }
  }
}

async function read() {
  const answer = await fetch(`/_webdemo/clock/counts?trace=${trace}`, { cache: "no-store" });
  return answer.ok ? await answer.json() : {};
}
