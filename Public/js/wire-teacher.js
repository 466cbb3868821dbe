// The teacher's list: every connection of the class, to be watched by a click.
import { withoutTrace } from "./wire-capture.js";
import { make, said } from "./dom.js";
import { say } from "./i18n.js";

const most = 500; // Connections in the list; those that are over go first.

export class WireTeacher {
  element = make("section", "wire-class");
  #list = make("ul", "wire-class-list");
  #count = make("span", "wire-count");
  #known = new Map(); // {event, item, toggle, isWatched} by connection number.
  #isTeacher = false;

  /** `tell` asks the server; `open` shows a connection; `isWanted` says whether this page lists the class. */
  constructor(tell, open, isWanted) {
    this.tell = tell;
    this.open = open;
    this.isWanted = isWanted;
    this.element.hidden = true;
    const heading = make("h3", "wire-class-heading", said("span", "", "wire.class"), " ", this.#count);
    const board = said("a", "", "wire.class.board");
    board.href = "board.html";
    this.element.append(heading, said("p", "wire-quiet", "wire.class.text"), make("p", "", board), this.#list);
  }

  /** Whether `event` concerns the list only, so that no timeline shows it. */
  takes(event, capture) {
    if (event.type === "hello") {
      this.#isTeacher = this.isWanted && event.isTeacher === true;
      this.element.hidden = !this.#isTeacher;
      this.#clear();
      if (this.#isTeacher) this.tell({ type: "list" });
      return false;
    }
    if (!this.#isTeacher) return false;
    switch (event.type) {
      case "list":
        for (const connection of event.connections ?? []) this.#add(connection);
        return true;
      case "connection":
        this.#add(event);
        return true;
      case "ended":
        this.#ended(event.connection);
        return !capture.connections.has(event.connection);
      default:
        if (!capture.connections.has(event.connection)) this.#open(event.connection);
        return false;
    }
  }

  /** What is shown is watched: chosen here, or known by the page's own trace. */
  #open(number) {
    const known = this.#known.get(number);
    if (!known) return;
    this.open({ ...known.event, type: "connection" });
    this.#show(known, true);
  }

  #show(known, isWatched) {
    known.isWatched = isWatched;
    known.toggle.setAttribute("aria-pressed", String(isWatched));
    say(known.toggle, isWatched ? "wire.unwatch" : "wire.watch");
  }

  #clear() {
    this.#known.clear();
    this.#list.replaceChildren();
    this.#update();
  }

  #add(event) {
    if (this.#known.has(event.connection) || event.path?.startsWith("/_webdemo/")) return;
    const toggle = said("button", "button plain wire-small", "wire.watch");
    toggle.type = "button";
    toggle.setAttribute("aria-pressed", "false");
    const item = make("li", "wire-class-item", make("span", "wire-number", `#${event.connection}`),
      make("span", "wire-path", withoutTrace(event.path ?? "")), make("span", "wire-quiet", event.client ?? ""), toggle);
    const known = { event, item, toggle, isWatched: false, isOver: false };
    toggle.addEventListener("click", () => this.#toggle(known));
    this.#known.set(event.connection, known);
    this.#list.prepend(item);
    if (this.#known.size > most) this.#forget();
    this.#update();
  }

  #toggle(known) {
    const { connection } = known.event;
    this.tell({ type: known.isWatched ? "unwatch" : "watch", connection });
    if (known.isWatched) this.#show(known, false);
    else this.#open(connection);
  }

  #ended(number) {
    const known = this.#known.get(number);
    if (!known) return;
    known.isOver = true;
    known.item.classList.add("wire-over");
    if (known.isWatched) {
      known.toggle.disabled = true;
    } else {
      known.item.remove();
      this.#known.delete(number);
    }
    this.#update();
  }

  #forget() {
    const all = [...this.#known];
    const [number, known] = all.find(([, each]) => each.isOver) ?? all[0];
    known.item.remove();
    this.#known.delete(number);
  }

  #update() {
    const live = [...this.#known.values()].filter((known) => !known.isOver).length;
    say(this.#count, "wire.class.count", { count: live });
  }
}
