// All connected pages as cards, each in its place: by address, then by when it came.
import { Card } from "./board-card.js";
import { number } from "./board-words.js";
import { say } from "./i18n.js";

const reloadTakes = 3_000; // So long a page that went keeps its place for coming back, in milliseconds.

export class Pages {
  #cards = new Map(); // By id; without those that went.
  #leaving = new Map(); // Card and timer by id.
  #onlyErrors = false;

  /** `parts`: the elements `list`, `count`, `none`, `empty`, `filter`, `filterText`. */
  constructor(parts) {
    this.parts = parts;
    parts.filter.addEventListener("change", () => {
      this.#onlyErrors = parts.filter.checked;
      this.#show();
    });
    this.#onlyErrors = parts.filter.checked; // A reload keeps it.
  }

  get all() {
    return [...this.#cards.values()].map((card) => card.page);
  }

  get count() {
    return this.#cards.size;
  }

  /** Exactly these are connected. */
  replace(pages) {
    for (const id of [...this.#leaving.keys()]) this.#forget(id);
    const known = new Set(pages.map((page) => page.id));
    for (const [id, card] of this.#cards) {
      if (!known.has(id)) this.#remove(id, card);
    }
    for (const page of pages) this.#put(page, false);
    this.#show();
  }

  update(page) {
    this.#put(page, true);
    this.#show();
  }

  leave(id) {
    const card = this.#cards.get(id);
    if (!card) return;
    this.#cards.delete(id);
    card.leave();
    this.#leaving.set(id, { card, timer: setTimeout(() => this.#forget(id), reloadTakes) });
    this.#show();
  }

  #put(page, isNews) {
    const known = this.#cards.get(page.id);
    if (known) {
      known.update(page);
      return;
    }
    this.#replaceLeaving(page);
    const card = new Card(page);
    this.#cards.set(page.id, card);
    this.parts.list.insertBefore(card.element, this.#after(page));
    if (page.applied && isNews) card.flash();
  }

  /** A document that was reloaded is a new page to the server. */
  #replaceLeaving({ client, agent }) {
    for (const [id, { card }] of this.#leaving) {
      if (card.page.client === client && card.page.agent === agent) {
        this.#forget(id);
        return;
      }
    }
  }

  /** The element before which `page` belongs; null is the end. */
  #after(page) {
    const key = sortKey(page);
    const cards = [...this.#cards.values()].filter((card) => card.element.isConnected);
    return cards.map((card) => [sortKey(card.page), card.element])
      .filter(([other]) => other > key)
      .sort(([a], [b]) => (a < b ? -1 : 1))[0]?.[1] ?? null;
  }

  #remove(id, card) {
    card.element.remove();
    this.#cards.delete(id);
  }

  #forget(id) {
    const { card, timer } = this.#leaving.get(id);
    clearTimeout(timer);
    card.element.remove();
    this.#leaving.delete(id);
  }

  #show() {
    const { list, count, none, empty, filterText } = this.parts;
    const withErrors = this.all.filter((page) => page.errorCount > 0).length;
    list.toggleAttribute("data-only-errors", this.#onlyErrors);
    count.textContent = number(this.count);
    say(filterText, "board.filter", { count: number(withErrors) });
    none.hidden = !this.#onlyErrors || withErrors > 0 || this.count === 0;
    empty.hidden = this.count > 0 || this.#leaving.size > 0;
  }
}

/** Orders addresses by their numbers, and one device's pages by when they came. */
function sortKey({ client = "", id }) {
  const digits = (text) => text.replace(/\d+/g, (part) => part.padStart(5, "0"));
  return `${digits(client)} ${String(id).padStart(12, "0")}`;
}
