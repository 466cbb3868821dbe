// One connection's section: what it is, and its lines.
import { make, said } from "./dom.js";
import { say } from "./i18n.js";
import { makeRow, updateDropped } from "./wire-rows.js";

export class WireTimeline {
  element = make("section", "wire-connection");
  #list = make("ol", "wire-list");
  #state = said("span", "wire-connection-state", "wire.open");
  #count = make("span", "wire-count");
  #title = make("span", "wire-path");
  #toggle = make("button", "wire-connection-name");

  constructor(connection, onchoose) {
    this.connection = connection;
    this.onchoose = onchoose;
    const name = this.#toggle;
    name.type = "button";
    name.setAttribute("aria-expanded", "true");
    name.addEventListener("click", () => this.fold(name.getAttribute("aria-expanded") === "true"));
    name.append(make("span", "wire-number", `#${connection.id}`), this.#title, this.#state, this.#count);
    const heading = make("h3", "wire-connection-heading", name);
    this.element.append(heading, columnHeads(), this.#list);
    this.update();
  }

  /** Shows only the name, or all. */
  fold(isFolded) {
    this.#toggle.setAttribute("aria-expanded", String(!isFolded));
    this.element.classList.toggle("wire-folded", isFolded);
  }

  add(entry) {
    const { dropped } = this.connection;
    if (dropped && !dropped.item) {
      const first = this.connection.entries[this.connection.entries.indexOf(dropped) + 1];
      this.#list.insertBefore(makeRow(dropped, this.onchoose), first?.item ?? null);
    }
    this.#list.append(makeRow(entry, this.onchoose));
    if (dropped) updateDropped(dropped);
  }

  update() {
    const { path, label, isOver, entries } = this.connection;
    this.#title.textContent = label ? `${path} · ${label}` : path;
    say(this.#state, isOver ? "wire.over" : "wire.open");
    this.#state.dataset.over = String(isOver);
    const frames = entries.filter((entry) => entry.kind === "frame").length;
    say(this.#count, "wire.frames", { count: frames });
  }
}

function columnHeads() {
  const heads = make("div", "wire-heads");
  heads.append(
    said("span", "wire-head-time", "wire.head.time"), said("span", "wire-head-script", "wire.head.script"),
    make("span", "wire-head-lane", said("span", "", "wire.head.browser"), said("span", "", "wire.head.server")),
  );
  heads.setAttribute("aria-hidden", "true");
  return heads;
}
