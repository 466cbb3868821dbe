// Reloading the page: at once, or when nobody is kept from typing by it.
const leastReloadInterval = 200;
/** So many in a row, each within half a second, are a page that changes itself: somebody has to press the button. */
const maxReloadsInARow = 60;
const lookInterval = 250;
/** The person was asked whether to leave the page and stays. */
const refusedAfter = 3_000;

class Reloading {
  #session;
  #overlay;
  /** The newest change that waits for it; 0 for none. */
  #seq = 0;
  #timer = 0;
  #isLeaving = false;

  constructor(session, overlay) {
    this.#session = session;
    this.#overlay = overlay;
  }

  get isWaiting() {
    return this.#seq > 0;
  }

  request(seq) {
    this.#seq = Math.max(this.#seq, seq);
    if (this.#timer || this.#isLeaving) return;
    this.#timer = later(safely(() => this.#reloadOrWait()), Math.max(0, leastReloadInterval - now()));
  }

  #reloadOrWait() {
    this.#timer = 0;
    if (recentReloads() < maxReloadsInARow && !isSomebodyTyping() && !openedDialog()) return this.#reload();
    if (!this.#overlay.hasBadge) this.#session.waits(this.#seq);
    this.#overlay.showBadge(() => this.#reload());
    this.#timer = later(safely(() => this.#reloadOrWait()), lookInterval);
  }

  #reload() {
    never(this.#timer);
    this.#timer = 0;
    this.#isLeaving = true;
    this.#overlay.hideBadge();
    try {
      keep(this.#session.reached(this.#seq));
    } catch (error) {
      // Storage may be full or forbidden; the page is loaded anew all the same.
      quietly(error);
    }
    location.reload();
    later(safely(() => this.#stayed()), refusedAfter);
  }

  #stayed() {
    this.#isLeaving = false;
    this.#overlay.showBadge(() => this.#reload());
  }
}
