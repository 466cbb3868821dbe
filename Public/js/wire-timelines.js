// Every connection's timeline, brought up to date a few times a second at most.
import { make, said } from "./dom.js";
import { WireTimeline } from "./wire-timeline.js";

const soonest = 16; // Milliseconds between two pictures; in a flood more.

export class WireTimelines {
  element = make("div", "wire-timelines", said("p", "wire-empty", "wire.empty"));
  #timelines = new Map(); // By connection.
  #changed = new Set(); // Connections whose heads are out of date.
  #fresh = []; // Lines that wait for the next picture.
  #due = null; // The timer of the next picture.
  #pause = soonest;

  /** Shows what `capture` hears of, as `filter` lets it; `panel` is told of what is chosen and drawn. */
  constructor(panel, capture, filter) {
    this.panel = panel;
    this.filter = filter;
    capture.onconnection = (connection) => this.#add(connection);
    capture.onentry = (connection, entry) => {
      this.#fresh.push([connection, entry]);
      this.#due ??= setTimeout(() => this.draw(), this.#pause);
    };
    capture.ondropped = (connection, entry) => {
      entry.item?.remove();
      entry.isGone = true;
      this.#changed.add(connection);
    };
    capture.onforgotten = (connection) => {
      this.#timelines.get(connection)?.element.remove();
      this.#timelines.delete(connection);
    };
  }

  /** The lines that can be seen, in the order shown. */
  get shownEntries() {
    return [...this.#timelines.values()]
      .filter(({ element }) => !element.hidden && !element.classList.contains("wire-folded"))
      .flatMap(({ connection }) => connection.entries.filter((entry) => entry.item && !entry.item.hidden));
  }

  applyFilter() {
    for (const { connection, element } of this.#timelines.values()) {
      element.hidden = !this.filter.letsConnection(connection);
      for (const entry of connection.entries) this.#filter(entry);
    }
  }

  /** Adds what came since the last picture. In a flood four fifths of the time are left to the page itself. */
  draw() {
    const start = performance.now();
    clearTimeout(this.#due);
    this.#due = null;
    this.#atEnd(() => this.#addRows());
    this.#pause = Math.max(soonest, 4 * (performance.now() - start));
  }

  /** Does what makes the timelines longer. Who looks at their end goes on doing so, unless details are open. */
  #atEnd(grow) {
    const { element } = this;
    const isAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight < 40;
    grow();
    if (isAtEnd && !this.panel.isOpen) element.scrollTop = element.scrollHeight;
  }

  #addRows() {
    for (const [connection, entry] of this.#fresh.splice(0)) {
      if (entry.isGone) continue;
      this.#timelines.get(connection)?.add(entry);
      this.#filter(entry);
      this.#changed.add(connection);
    }
    for (const connection of this.#changed) this.#timelines.get(connection)?.update();
    this.#changed.clear();
    this.panel.drawn();
  }

  #add(connection) {
    for (const each of this.#timelines.values()) {
      if (each.connection.isOver && this.panel.chosen?.connection !== each.connection) each.fold(true);
    }
    const timeline = new WireTimeline(connection, (entry) => this.panel.choose(entry, { opens: true }));
    this.#timelines.set(connection, timeline);
    timeline.element.hidden = !this.filter.letsConnection(connection);
    this.#atEnd(() => this.element.append(timeline.element));
    this.panel.toolbar.update();
  }

  #filter(entry) {
    if (entry.item) entry.item.hidden = !this.filter.lets(entry);
  }
}
