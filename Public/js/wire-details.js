// The chosen line, opened: everything known of it.
import { button, make, name, said } from "./dom.js";
import { copyText } from "./wire-export.js";
import { frameView } from "./wire-frame-view.js";
import { headView } from "./wire-head-view.js";
import { clock, duration, markText } from "./wire-rows.js";
import { entryText } from "./wire-text.js";
import { browserParts, verdict } from "./wire-verdict.js";
import { say } from "./i18n.js";

export class WireDetails {
  element = make("section", "wire-details");

  constructor(panel) {
    this.panel = panel;
    this.element.hidden = true;
    name(this.element, "wire.details");
  }

  hide() {
    this.element.hidden = true;
    this.element.replaceChildren();
  }

  show(entry) {
    this.element.hidden = false;
    this.element.replaceChildren(this.#head(entry), ...this.#browser(entry), ...this.#content(entry));
    this.element.scrollTop = 0;
  }

  #head(entry) {
    const title = make("h3", "wire-details-title", said("span", "", `wire.title.${entry.kind}`), " ");
    if (entry.kind === "frame") title.append(make("span", "wire-chip", entry.opcode.toUpperCase()));
    if (entry.direction) title.append(" ", said("span", "wire-quiet", `wire.direction.${entry.direction}`));
    title.dataset.opcode = entry.opcode;
    const times = said("p", "wire-quiet wire-times", "wire.times", {
      clock: clock(entry.wallTime), at: duration(entry.sinceAccepted), since: duration(entry.since),
    });
    const copy = button("button plain wire-small", "wire.copy", () => {
      say(copy, copyText(entryText(entry)) ? "wire.copied" : "wire.not-copied");
    });
    const close = button("button plain wire-small", "wire.close-details", () => this.panel.closeDetails());
    return make("header", "wire-details-head", make("div", "", title, ...(entry.isTimed ? [times] : [])), make("div", "wire-group", copy, close));
  }

  #browser(entry) {
    if (entry.marks.length === 0) return [];
    const list = make("ul", "wire-browser");
    for (const mark of entry.marks) {
      list.append(make("li", "", said("span", "", "wire.browser"), " ", make("code", "", markText(mark)), " ",
        said("span", "wire-quiet", "wire.browser.at", { at: mark.at.toFixed(1) })));
    }
    return [list];
  }

  #content(entry) {
    const choose = (each) => { if (each.row?.isConnected) this.panel.choose(each, { opens: true }); };
    switch (entry.kind) {
      case "request":
      case "response": return headView(entry);
      case "frame": return frameView(entry, choose);
      case "ended": return [verdict(entry, choose)];
      case "accepted": return [said("p", "wire-explain", "wire.accepted", entry.event)];
      case "unseen": return [said("p", "wire-explain", "wire.unseen"), ...browserParts(entry, null)];
      default: return [said("p", "wire-explain", `wire.${entry.kind}`, { lost: entry.event.lost })];
    }
  }
}
