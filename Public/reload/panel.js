// The panel: what is wrong with the page, and what to do about it.
class Panel {
  #overlay;
  #findings;
  #notes = [];
  #remarks = [];
  #isWanted = tagData.panel !== "no";
  /** How many lines there were when it was closed; it comes back when there are more. */
  #closedAt = 0;
  /** Made once, so that it keeps the focus and screen readers hear what changes in it. */
  #section = null;
  #title = make("h2", { id: "title", "aria-live": "polite" });
  #list = make("ul", { tabindex: "0", "aria-labelledby": "title" });

  constructor(overlay, findings) {
    this.#overlay = overlay;
    this.#findings = findings;
    listen(globalThis, "keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented && !event.isComposing && !modalDialog()) this.close();
    });
  }

  /** The server says whether it is wanted, and what it has noticed itself. */
  welcomed({ panel, notes = [], troubles = [] }) {
    this.#isWanted = panel !== false;
    this.#notes = notes.map((note) => [say(note.kind, { text: isChinese() ? note.zh : note.en })]);
    this.troubled(troubles);
  }

  /** Where the server cannot see what changes: all that it knows of by now. */
  troubled(troubles = []) {
    const lines = troubles.map((trouble) => [say(trouble.kind, trouble), trouble.fix && say("fix", trouble)]);
    this.#remarks = [...this.#notes, ...lines].filter(([text]) => text);
    this.show();
  }

  show() {
    const lines = [...this.#findings.list.map(findingLine), ...this.#remarks.map(remarkLine)];
    this.#closedAt = Math.min(this.#closedAt, lines.length);
    if (!this.#isWanted || lines.length <= this.#closedAt) return this.#overlay.showPanel(null);
    this.#section ??= this.#make();
    this.#title.textContent = `${say("panel")} (${lines.length})`;
    this.#list.replaceChildren(...lines);
    this.#overlay.showPanel(this.#section);
  }

  close() {
    if (!this.#isWanted) return;
    this.#closedAt = this.#findings.list.length + this.#remarks.length;
    this.show();
  }

  #make() {
    const close = make("button", { class: "close", "aria-label": say("close"), title: say("close") }, "✕");
    close.addEventListener("click", safely(() => this.close()));
    const head = make("div", { class: "head" }, this.#title, close);
    return make("section", { class: "card panel", role: "region", "aria-labelledby": "title" }, head, this.#list);
  }
}

function findingLine(finding) {
  const line = make("li", {}, findingText(finding));
  const { url, line: row, column, nearest, code } = finding;
  if (nearest) line.append(make("span", { class: "advice" }, say("nearest", { nearest })));
  if (row) {
    const link = make("a", { href: url, target: "_blank", rel: "noopener" }, `${url}:${row}${column ? `:${column}` : ""}`);
    if (code) link.append(make("br", {}), make("code", {}, code));
    line.append(link);
  }
  return line;
}

function findingText({ kind, message, url, mediaType }) {
  if (kind === "missing") return say(message === "unreachable" ? message : kind, { url });
  if (kind === "media-type") return say("mediaType", { url, mediaType: mediaType || "?" });
  return say(kind, { message }) ?? message;
}

function remarkLine([text, advice]) {
  const line = make("li", {}, text);
  if (advice) line.append(make("span", { class: "advice" }, advice));
  return line;
}
