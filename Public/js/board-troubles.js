// What the server cannot watch, and the command that mends it.
import { make, button, said } from "./dom.js";
import { say } from "./i18n.js";
import { copyText } from "./wire-export.js";

const kinds = ["no-watches", "silent", "overflow"];

export class Troubles {
  constructor(section, heading, list) {
    Object.assign(this, { section, heading, list });
  }

  show(troubles) {
    this.section.hidden = troubles.length === 0;
    say(this.heading, "board.troubles", { count: troubles.length });
    this.list.replaceChildren(...troubles.map(item));
  }
}

function item({ kind, path, fix }) {
  const text = said("p", "", kinds.includes(kind) ? `board.trouble.${kind}` : "board.trouble.other");
  const element = make("li", "board-trouble", make("code", "board-trouble-path", path || "/"), text);
  if (!fix) return element;
  const copy = button("button plain wire-small", "board.copy", () => {
    say(copy, copyText(fix) ? "board.copied" : "board.copy.failed");
  });
  element.append(make("div", "board-fix", make("code", "", fix), copy));
  return element;
}
