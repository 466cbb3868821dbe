// The wire panel: every connection of this page as a timeline, and one line's bytes beneath.
import { tell, traced, watch } from "./wire.js";
import { socketURL } from "./socket-url.js";
import { BrowserSocket } from "./wire-browser.js";
import { Capture } from "./wire-capture.js";
import { PendingEvents } from "./wire-pending.js";
import { WireDetails } from "./wire-details.js";
import { WireTeacher } from "./wire-teacher.js";
import { WireTimelines } from "./wire-timelines.js";
import { WireToolbar } from "./wire-toolbar.js";
import { followKeys } from "./wire-keys.js";
import { make, said } from "./dom.js";
import { showMarks } from "./wire-rows.js";

const patience = 1_000; // For the server's word on a socket that is closed, in milliseconds.

export class WirePanel {
  capture = new Capture();
  chosen = null; // The line that has the keyboard.
  isOpen = false; // Whether its details are shown.
  pending = new PendingEvents();

  /** Draws into `element`. With `options.listsClass` a teacher chooses among the connections of all. */
  constructor(element, options = {}) {
    this.element = element;
    element.classList.add("wire-panel");
    this.toolbar = new WireToolbar(this);
    this.timelines = new WireTimelines(this, this.capture, this.toolbar.filter);
    this.details = new WireDetails(this);
    this.teacher = new WireTeacher((message) => tell(message), (event) => this.capture.open(event),
      options.listsClass === true);
    const body = make("div", "wire-body", this.timelines.element, this.details.element);
    element.append(this.toolbar.element, this.teacher.element, body, said("p", "wire-keys", "wire.keys"));
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
    const own = new BrowserSocket(socket, label, (entry) => this.#marked(entry));
    this.capture.attach(own);
    socket.addEventListener("close", () => setTimeout(() => this.#missed(own), patience));
    return socket;
  }

  /** The browser's socket said something of a line that is there already. */
  #marked(entry) {
    if (!entry) return;
    showMarks(entry);
    if (this.isOpen && this.chosen === entry) this.details.show(entry);
  }

  #missed(socket) {
    if (this.pending.isPaused) setTimeout(() => this.#missed(socket), patience);
    else if (!socket.connection) this.capture.addUnseen(socket);
  }

  pause() {
    this.pending.pause();
    this.toolbar.update();
  }

  resume() {
    for (const event of this.pending.resume()) this.#take(event);
    this.toolbar.update();
  }

  /** While paused: lets one event in, and opens it. */
  step() {
    const event = this.pending.next();
    if (!event) return;
    this.#take(event);
    this.timelines.draw();
    const entries = this.capture.connections.get(event.connection)?.entries;
    const entry = entries?.at(-1);
    if (entry?.row) this.choose(entry, { opens: true });
    this.toolbar.update();
  }

  get shownEntries() {
    return this.timelines.shownEntries;
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

  #received(event) {
    if (event.type === "watching") {
      if (!event.isOpen) this.capture.interrupted();
      this.toolbar.showWatching(event.isOpen);
    } else if (this.pending.isPaused && event.type !== "hello" && event.type !== "list") {
      this.pending.keep(event);
      this.toolbar.update();
    } else {
      this.#take(event);
    }
  }

  #take(event) {
    if (this.teacher.takes(event, this.capture)) return;
    this.capture.take(event);
  }

  /** New lines are there: one of them can be reached with the keyboard. */
  drawn() {
    this.element.classList.add("wire-has-lines");
    if (this.chosen?.item?.isConnected) return;
    const [first] = this.shownEntries;
    if (!first) return;
    this.chosen = first;
    first.row.tabIndex = 0;
  }
}
