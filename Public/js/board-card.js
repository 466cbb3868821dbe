// One connected page as a card: what it runs on, what it shows, what it made of the last change, and its errors.
import { deviceOf } from "./board-device.js";
import { deviceIcon } from "./board-icons.js";
import { ErrorList } from "./board-errors.js";
import { baseName, milliseconds } from "./board-words.js";
import { make, said } from "./dom.js";
import { hush, say, t } from "./i18n.js";

const slow = 200; // Milliseconds from which on a delay is seen as a delay.
const freshFor = 1_500; // How long a card shows that it has just changed, in milliseconds.

export class Card {
  element = make("li", "board-card");
  page = null;
  #icon = make("span", "board-icon");
  #browser = make("bdi");
  #title = make("bdi", "board-title");
  #url = make("bdi", "board-url");
  #applied = make("p", "board-applied");
  #system = make("span", "board-system");
  #details = make("p", "board-details");
  #delays = make("p", "board-own-delays");
  #errors = new ErrorList(this.element);
  #timer = 0;

  constructor(page) {
    const heading = make("h3", "board-device", this.#browser, " ", this.#system);
    this.element.append(
      make("div", "board-card-head", this.#icon, heading, this.#errors.toggle),
      make("p", "board-where", this.#title, " ", this.#url), this.#details, this.#applied, this.#delays,
      this.#errors.list);
    this.update(page);
  }

  update(page) {
    const before = this.page;
    this.page = page;
    this.#showDevice(page);
    this.#title.textContent = page.title || "";
    this.#url.textContent = page.url ?? "";
    this.#title.parentElement.title = `${page.title ?? ""} ${page.url ?? ""}`.trim();
    this.#showApplied(page);
    this.#showDelays(page.delays);
    this.#errors.update(page.errors ?? [], page.errorCount ?? 0);
    if (before && page.applied && page.applied.seq !== before.applied?.seq) this.flash();
  }

  /** Shows for a moment that something has just reached this page. */
  flash() {
    this.element.dataset.fresh = "";
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => delete this.element.dataset.fresh, freshFor);
  }

  /** The page went; a reload brings it back at once. */
  leave() {
    this.element.dataset.gone = "";
    say(this.#applied, "board.gone");
  }

  #showDevice({ agent, screen, client }) {
    const { kind, browser, system } = deviceOf(agent, screen);
    this.#icon.replaceChildren(deviceIcon(kind), said("span", "wire-hidden", `board.kind.${kind}`));
    if (browser) {
      hush(this.#browser);
      this.#browser.textContent = browser;
    } else {
      say(this.#browser, "board.browser.unknown");
    }
    this.#system.textContent = system;
    const size = screen?.width ? `${screen.width}×${screen.height}` : "";
    this.#details.textContent = [client, size].filter(Boolean).join(" · ");
    this.element.title = agent ?? "";
  }

  #showApplied({ applied, waiting }) {
    const line = this.#applied;
    delete line.dataset.slow;
    line.dataset.how = waiting ? "waiting" : applied?.how ?? "";
    line.title = applied?.path ?? "";
    if (waiting) return say(line, "board.waiting");
    if (!applied) return say(line, "board.unchanged");
    hush(line);
    const name = make("bdi", "board-file", baseName(applied.path));
    const delay = make("strong", "board-delay", milliseconds(applied.delay));
    if (applied.took >= 0 && applied.took <= applied.delay) delay.title = t("board.took", { ms: Math.round(applied.took) });
    line.append(name, " ", said("span", "board-how", howKey(applied.how)), " ", delay);
    if (applied.delay >= slow) line.dataset.slow = "";
  }

  #showDelays(delays) {
    if (!delays?.count) return say(this.#delays, "board.own.none");
    const [p50, p95] = [delays.p50, delays.p95].map((value) => Math.round(value));
    say(this.#delays, "board.own", { count: delays.count, p50, p95 });
  }
}

/** Every way of which the protocol speaks has its words. */
function howKey(how) {
  return ["style", "image", "reload", "none"].includes(how) ? `board.how.${how}` : "board.how.other";
}
