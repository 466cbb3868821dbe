// The wire panel: every connection of this page as a timeline, and one line's bytes beneath.
import { tell, traced, watch } from "./wire.js";
import { socketURL } from "./socket-url.js";
import { BrowserSocket } from "./wire-browser.js";
import { Capture } from "./wire-capture.js";
import { WireDetails } from "./wire-details.js";
import { WireTeacher } from "./wire-teacher.js";
import { WireTimeline } from "./wire-timeline.js";
import { WireToolbar } from "./wire-toolbar.js";
import { followKeys } from "./wire-keys.js";
import { make, said } from "./wire-dom.js";
import { showMarks } from "./wire-rows.js";

const mostPending = 2_000; // Events kept while paused; later ones become a gap.

export class WirePanel {
  capture = new Capture();
  chosen = null; // The line that has the keyboard.
  isOpen = false; // Whether its details are shown.
  #pending = null; // What came while paused; null: not paused.
  #timelines = new Map();
  #changed = new Set(); // Timelines to be brought up to date before the next picture.
  #fresh = []; // Lines that wait for the next picture.

  /** Draws into `element`. `options.label` names the panel's headline. */
  constructor(element, options = {}) {
    this.element = element;
    element.classList.add("wire-panel");
    this.list = make("div", "wire-timelines", said("p", "wire-empty", "wire.empty"));
    this.toolbar = new WireToolbar(this);
    this.details = new WireDetails(this);
    this.teacher = new WireTeacher((message) => tell(message), (event) => this.capture.open(event));
    this.body = make("div", "wire-body", this.list, this.details.element);
    element.append(this.toolbar.element, this.teacher.element, this.body, said("p", "wire-keys", "wire.keys"));
    this.options = options;
    this.#hear();
    followKeys(this);
    this.toolbar.update();
    this.ready = watch((event) => this.#received(event));
  }

  /** Opens a WebSocket of this page that the panel shows. */
  open(path, protocols = [], label = "") {
    const socket = new WebSocket(socketURL(traced(path)), protocols);
    this.attach(socket, label);
    return socket;
  }

  /** Notes the browser's own events of `socket` beside its lines; its address must come from `traced`. */
  attach(socket, label = "") {
    this.capture.attach(new BrowserSocket(socket, label, (entry) => {
      if (!entry) return;
      showMarks(entry);
      if (this.isOpen && this.chosen === entry) this.details.show(entry);
    }));
    return socket;
  }

  get isPaused() {
    return this.#pending !== null;
  }

  get pendingCount() {
    return this.#pending?.length ?? 0;
  }

  pause() {
    this.#pending ??= [];
    this.toolbar.update();
  }

  resume() {
    const waiting = this.#pending ?? [];
    this.#pending = null;
    for (const event of waiting) this.#take(event);
    this.toolbar.update();
  }

  /** While paused: lets one event in, and opens it. */
  step() {
    const event = this.#pending?.shift();
    if (!event) return;
    this.#take(event);
    this.#draw();
    const entries = this.capture.connections.get(event.connection)?.entries;
    const entry = entries?.at(-1);
    if (entry?.row) this.choose(entry, { opens: true });
    this.toolbar.update();
  }

  /** The lines that the filter lets through, in the order shown. */
  get shownEntries() {
    return [...this.#timelines.values()]
      .filter(({ element }) => !element.hidden && !element.classList.contains("wire-folded"))
      .flatMap(({ connection }) => connection.entries.filter((entry) => entry.item && !entry.item.hidden));
  }

  /** Gives `entry` the keyboard; with `opens` its details are shown. */
  choose(entry, { opens = this.isOpen, focuses = true } = {}) {
    if (this.chosen?.row) {
      this.chosen.row.tabIndex = -1;
      this.chosen.row.removeAttribute("aria-current");
    }
    this.chosen = entry;
    entry.row.tabIndex = 0;
    entry.row.setAttribute("aria-current", "true");
    if (focuses) entry.row.focus({ preventScroll: true });
    entry.item.scrollIntoView({ block: "nearest" });
    this.isOpen = opens;
    if (opens) this.details.show(entry);
    else this.details.hide();
    if (opens) this.#bringIntoView();
  }

  /** On a small screen the details begin below it: the lines go up a little. */
  #bringIntoView() {
    const below = this.details.element.getBoundingClientRect().top - 0.7 * innerHeight;
    if (below > 0) scrollBy({ top: below + 0.25 * innerHeight });
  }

  closeDetails() {
    this.isOpen = false;
    this.details.hide();
    this.chosen?.row?.focus();
  }

  applyFilter() {
    for (const { connection, element } of this.#timelines.values()) {
      element.hidden = !this.toolbar.filter.letsConnection(connection);
      for (const entry of connection.entries) this.#filter(entry);
    }
  }

  #filter(entry) {
    if (entry.item) entry.item.hidden = !this.toolbar.filter.lets(entry);
  }

  #hear() {
    this.capture.onconnection = (connection) => this.#added(connection);
    this.capture.onentry = (connection, entry) => this.#fresh.push([connection, entry]);
    this.capture.ondropped = (connection, entry) => {
      entry.item?.remove();
      entry.isGone = true;
      this.#changed.add(connection);
    };
    this.capture.onforgotten = (connection) => {
      this.#timelines.get(connection)?.element.remove();
      this.#timelines.delete(connection);
      this.toolbar.update();
    };
  }

  #added(connection) {
    for (const each of this.#timelines.values()) {
      if (each.connection.isOver && this.chosen?.connection !== each.connection) each.fold(true);
    }
    const timeline = new WireTimeline(connection, (entry) => this.choose(entry, { opens: true }));
    this.#timelines.set(connection, timeline);
    timeline.element.hidden = !this.toolbar.filter.letsConnection(connection);
    this.list.append(timeline.element);
    this.toolbar.update();
  }

  #received(event) {
    if (event.type === "watching") {
      if (!event.isOpen) this.capture.interrupted();
      this.toolbar.showWatching(event.isOpen);
    } else if (this.#pending && event.type !== "hello" && event.type !== "list") {
      this.#keep(event);
    } else {
      this.#take(event);
    }
  }

  #keep(event) {
    const last = this.#pending.at(-1);
    if (this.#pending.length < mostPending) this.#pending.push(event);
    else if (last.type === "gap" && last.connection === event.connection) last.lost += event.lost ?? 1;
    else if (this.#pending.length < 2 * mostPending) this.#pending.push({ ...event, type: "gap", lost: 1 });
    this.toolbar.update();
  }

  #take(event) {
    if (this.teacher.takes(event, this.capture)) return;
    this.capture.take(event);
    if (this.#fresh.length > 0 && !this.frame) this.frame = requestAnimationFrame(() => this.#draw());
  }

  /** Adds what came since the last picture: at most once for each picture. */
  #draw() {
    cancelAnimationFrame(this.frame);
    this.frame = null;
    const atEnd = this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < 40;
    for (const [connection, entry] of this.#fresh.splice(0)) {
      if (entry.isGone) continue;
      this.#timelines.get(connection)?.add(entry);
      this.#filter(entry);
      this.#changed.add(connection);
    }
    for (const connection of this.#changed) this.#timelines.get(connection)?.update();
    this.#changed.clear();
    if (!this.chosen?.item?.isConnected) this.#chooseFirst();
    if (atEnd && !this.isOpen) this.list.scrollTop = this.list.scrollHeight;
    this.element.classList.add("wire-has-lines");
  }

  #chooseFirst() {
    const [first] = this.shownEntries;
    if (!first) return;
    this.chosen = first;
    first.row.tabIndex = 0;
  }
}
