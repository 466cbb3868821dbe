// What the page has loaded from this origin, told to the server in batches.
const batchInterval = 50;
/** Beyond it every change concerns the page. */
const maxUses = 2_000;
const longestURL = 1_000;
const maxCharacters = 300_000;
const timingBufferSize = 10_000;

class Uses {
  /** From path to when it was first asked for, in ms since the navigation began. */
  #asked = new Map();
  /** From path to what has asked for it: "img", "link", "fetch" … */
  #initiators = new Map();
  #characters = 0;
  #news = [];
  #timer = 0;
  #tell;

  /** `tell(uses)` hears of new ones: `{url, time}`, in order of age, or null when there are too many. */
  constructor(tell) {
    this.#tell = tell;
  }

  start() {
    this.#add(location.href, 0, "document");
    this.#addElements();
    performance.setResourceTimingBufferSize?.(timingBufferSize);
    listen(globalThis, "load", () => this.#addElements());
    observeResources(({ name, startTime, initiatorType }) => this.#add(name, startTime, initiatorType));
  }

  /** All until now; null when they are too many to be told. */
  get all() {
    if (this.#areTooMany) return null;
    this.#news = [];
    return [...this.#asked].map(([url, time]) => ({ url, time })).sort((a, b) => a.time - b.time);
  }

  get #areTooMany() {
    return this.#asked.size > maxUses || this.#characters > maxCharacters;
  }

  initiators(path) {
    return this.#initiators.get(path) ?? new Set();
  }

  /** The buffer holds 250 entries before this script is there, so a long page's first ones are in its elements only. */
  #addElements() {
    for (const element of document.querySelectorAll("link[href], script[src], img[src], source[src], video[src], audio[src]")) {
      const url = element.currentSrc || element.src || element.href;
      const isLoaded = element.localName !== "link" || /stylesheet|icon|preload|manifest/i.test(element.rel);
      if (typeof url === "string" && url && isLoaded) this.#add(url, 0, element.localName);
    }
  }

  #add(name, time, initiator) {
    const url = ownURL(name);
    if (!url || url.length > longestURL) return;
    const path = pathOf(url);
    this.#initiators.set(path, this.initiators(path).add(initiator));
    if (this.#asked.has(path) || this.#areTooMany) return;
    this.#asked.set(path, time);
    this.#characters += path.length;
    this.#news.push({ url: path, time });
    this.#timer ||= later(safely(() => this.#flush()), batchInterval);
  }

  #flush() {
    this.#timer = 0;
    const news = this.#news.sort((a, b) => a.time - b.time);
    this.#news = [];
    if (this.#areTooMany) this.#tell(null);
    else if (news.length > 0) this.#tell(news);
  }
}

/** Calls with each resource's timing, failed ones included, beginning with those before. */
function observeResources(action) {
  if (!globalThis.PerformanceObserver) return;
  const observer = new PerformanceObserver(safely((list) => list.getEntries().forEach(safely(action))));
  observer.observe({ type: "resource", buffered: true });
}
