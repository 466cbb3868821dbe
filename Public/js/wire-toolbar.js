// The panel's switches: pause, step, filter, copy, download, zoom.
import { button, make, name, said } from "./dom.js";
import { say } from "./i18n.js";
import { copyText, download } from "./wire-export.js";
import { WireFilter } from "./wire-filter.js";
import { asJSONLines, asText } from "./wire-text.js";
import { asPcapng } from "./wire-pcapng.js";

export class WireToolbar {
  element = make("div", "wire-toolbar");
  #state = said("p", "state", "wire.state.connecting");
  #note = make("p", "wire-done");

  constructor(panel) {
    this.panel = panel;
    this.filter = new WireFilter(() => panel.timelines.applyFilter());
    this.#state.setAttribute("role", "status");
    this.#state.dataset.state = "connecting";
    this.#note.setAttribute("role", "status");
    this.pauseButton = this.#button("wire.pause", () => (panel.pending.isPaused ? panel.resume() : panel.pause()));
    this.stepButton = this.#button("wire.step", () => panel.step());
    this.zoomButton = this.#button("wire.zoom", () => this.zoom(!this.isZoomed));
    this.zoomButton.setAttribute("aria-pressed", "false");
    const downloads = make("div", "wire-group", this.#button("wire.copy", () => this.#copy()),
      this.#download("pcapng"), this.#download("jsonl"), this.zoomButton);
    this.element.append(this.#state, make("div", "wire-group", this.pauseButton, this.stepButton),
      this.filter.element, downloads, this.#note);
  }

  get isZoomed() {
    return this.panel.element.classList.contains("wire-zoomed");
  }

  /** Fills the window with the panel, or gives it its place back. */
  zoom(isZoomed) {
    this.panel.element.classList.toggle("wire-zoomed", isZoomed);
    document.documentElement.classList.toggle("wire-behind", isZoomed);
    setBehind(this.panel.element, isZoomed);
    this.zoomButton.setAttribute("aria-pressed", String(isZoomed));
    say(this.zoomButton, isZoomed ? "wire.unzoom" : "wire.zoom");
    this.panel.chosen?.item?.scrollIntoView({ block: "nearest" });
  }

  showWatching(isOpen) {
    this.#state.dataset.state = isOpen ? "open" : "waiting";
    say(this.#state, isOpen ? "wire.state.open" : "wire.state.waiting");
  }

  update() {
    const { isPaused, count } = this.panel.pending;
    say(this.pauseButton, isPaused ? "wire.resume" : "wire.pause");
    this.pauseButton.setAttribute("aria-pressed", String(isPaused));
    this.stepButton.disabled = !isPaused || count === 0;
    if (count > 0) say(this.stepButton, "wire.step.waiting", { count });
    else say(this.stepButton, "wire.step");
    this.filter.update([...this.panel.capture.connections.values()]);
  }

  #button(key, action) {
    return button("button plain wire-small", key, action);
  }

  #download(kind) {
    const download = this.#button(`wire.${kind}`, () => this.#save(kind));
    name(download, `wire.${kind}.label`);
    return download;
  }

  #copy() {
    const isCopied = copyText(asText(this.panel.shownEntries));
    say(this.#note, isCopied ? "wire.copied" : "wire.not-copied");
  }

  #save(kind) {
    const connections = this.filter.connections([...this.panel.capture.connections.values()]);
    const [bytes, type] = kind === "pcapng"
      ? [asPcapng(connections), "application/x-pcapng"]
      : [asJSONLines(connections, this.panel.capture.hello), "application/x-ndjson"];
    download(new Blob([bytes], { type }), `webdemo-wire.${kind}`);
    say(this.#note, "wire.saved", { name: `webdemo-wire.${kind}` });
  }
}

/** Takes what the zoomed panel covers from the keyboard and the screen reader. */
function setBehind(element, isBehind) {
  for (let inner = element; inner !== document.body && inner.parentElement; inner = inner.parentElement) {
    for (const other of inner.parentElement.children) {
      if (other !== inner) other.inert = isBehind;
    }
  }
}
