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
  /** The changes that wait for it, as the arguments of `reached`; null for none. */
  #due = null;
  #timer = 0;
  #isLeaving = false;

  constructor(session, overlay) {
    this.#session = session;
    this.#overlay = overlay;
  }

  get isWaiting() {
    return this.#due !== null;
  }

  /** All until `seq`, of which `newest` is the last that concerns the page. */
  request(seq, newest) {
    this.#due = [seq, newest];
    if (this.#timer || this.#isLeaving) return;
    this.#timer = later(safely(() => this.#reloadOrWait()), Math.max(0, leastReloadInterval - now()));
  }

  #reloadOrWait() {
    this.#timer = 0;
    if (recentReloads() < maxReloadsInARow && !isSomebodyTyping() && !openedDialog()) return this.#reload();
    if (!this.#overlay.hasBadge) this.#session.waits(this.#due[1]);
    this.#overlay.showBadge(() => this.#reload());
    this.#timer = later(safely(() => this.#reloadOrWait()), lookInterval);
  }

  #reload() {
    never(this.#timer);
    this.#timer = 0;
    this.#isLeaving = true;
    try {
      this.#overlay.hideBadge();
      keep(this.#session.reached(...this.#due));
    } catch (error) {
      // Storage may be full or forbidden, or the document in pieces; the page is loaded anew all the same.
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
