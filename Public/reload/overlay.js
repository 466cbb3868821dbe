// The one element of ours in the page: a shadow tree in the corner with the badge and the panel, there only while needed.
const xhtml = "http://www.w3.org/1999/xhtml";

class Overlay {
  #host = null;
  #root = null;
  #badge = null;
  #panel = null;

  get hasBadge() {
    return this.#badge !== null;
  }

  /** "File changed", with a button. */
  showBadge(pressed) {
    if (!this.#badge) {
      const button = make("button", {}, say("reloadNow"));
      button.addEventListener("click", safely(pressed));
      this.#badge = make("div", { class: "card badge", role: "status" }, make("span", {}, say("changed")), button);
    }
    this.#show();
  }

  hideBadge() {
    this.#badge = null;
    this.#show();
  }

  /** Shows this element above the badge; null for none. */
  showPanel(panel) {
    this.#panel = panel;
    this.#show();
  }

  /** Inside of a modal dialog when there is one: everything else cannot be clicked then. */
  #show() {
    const parts = [this.#panel, this.#badge].filter(Boolean);
    if (parts.length === 0) return this.#host?.remove();
    if (!this.#host && !this.#make()) return;
    const isShown = parts.length === this.#root.childElementCount && parts.every((part) => part.parentNode === this.#root);
    if (!isShown) this.#root.replaceChildren(...parts);
    this.#scale();
    const place = modalDialog() ?? document.documentElement;
    if (this.#host.parentNode !== place) place?.append(this.#host);
    // On top of everything, whatever the page's `z-index`.
    if (this.#host.isConnected && !this.#host.matches(":popover-open")) this.#host.showPopover();
  }

  #scale() {
    this.#host?.style.setProperty("--webdemo-scale", shrinking());
  }

  /** Not in SVG documents and old browsers, which have no place for it. */
  #make() {
    const canBe = document.documentElement?.namespaceURI === xhtml && globalThis.CSSStyleSheet?.prototype.replaceSync;
    if (!canBe || !HTMLElement.prototype.showPopover) return false;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(overlayStyle);
    this.#host = make(overlayName, { popover: "manual", lang: isChinese() ? "zh" : "en", dir: "ltr" });
    this.#root = this.#host.attachShadow({ mode: "open" });
    this.#root.adoptedStyleSheets = [sheet];
    listen(globalThis, "resize", () => this.#scale());
    return true;
  }
}

/** How much smaller than it is laid out the page is shown: on a phone, where it does not say how wide it is. */
function shrinking() {
  const root = document.documentElement;
  // A page may have put something else there.
  if (!root || Object.prototype.toString.call(screen) !== "[object Screen]" || !hasTouch) return 1;
  // Some turn it with the device, and some do not.
  const turned = root.clientWidth > root.clientHeight ? Math.max : Math.min;
  const scale = root.clientWidth / turned(screen.width, screen.height);
  return scale > 1 && scale < Infinity ? scale : 1;
}

/** An element with attributes and children; all text is set as text. */
function make(name, attributes, ...children) {
  const element = document.createElementNS(xhtml, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}
