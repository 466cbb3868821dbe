// What comes while the panel is paused.

const most = 2_000; // Events kept; of later ones only the number is, as gaps.

export class PendingEvents {
  #events = null; // Null: not paused.

  get isPaused() {
    return this.#events !== null;
  }

  get count() {
    return this.#events?.length ?? 0;
  }

  pause() {
    this.#events ??= [];
  }

  /** Ends the pause; returns what waited. */
  resume() {
    const waiting = this.#events ?? [];
    this.#events = null;
    return waiting;
  }

  /** The oldest that waits, or undefined. */
  next() {
    return this.#events?.shift();
  }

  keep(event) {
    const last = this.#events.at(-1);
    const lost = event.lost ?? 1;
    if (this.#events.length < most) this.#events.push(event);
    else if (last.type === "gap" && last.connection === event.connection) last.lost += lost;
    else if (this.#events.length < 2 * most) this.#events.push({ type: "gap", connection: event.connection, lost });
  }
}
