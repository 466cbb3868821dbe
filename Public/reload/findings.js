// What is wrong with the page: collected once each, told to the server, shown in the panel.
const maxFindings = 50;
const longestMessage = 500;
const longestCode = 120;

class Findings {
  /** `{id, kind, message, url, line, column, nearest?, mediaType?, code?}` in order of time. */
  list = [];
  #lastID = 0;
  #report = () => {};
  #changed = () => {};

  /** `report(error)` tells the server, `changed()` the panel. Looks for what went wrong before, too. */
  start(report, changed) {
    this.#report = report;
    this.#changed = changed;
    watchScripts(this);
    watchResources(this);
  }

  has(kind, url) {
    return this.list.some((finding) => finding.kind === kind && finding.url === readable(url));
  }

  add({ kind, message, url = "", line, column, mediaType }) {
    const finding = { kind, message: String(message).slice(0, longestMessage), url: readable(url), line, column };
    const isSame = (other) => ["kind", "message", "url", "line", "column"].every((key) => other[key] === finding[key]);
    if (this.#lastID >= maxFindings || this.list.some(isSame)) return;
    this.#lastID += 1;
    this.#report({ id: this.#lastID, ...finding });
    this.list.push(Object.assign(finding, { id: this.#lastID, mediaType }));
    this.#changed();
    if (line) this.#quote(finding).catch(quietly);
  }

  /** The file is there now, and the page shows it. */
  mended(path) {
    const left = this.list.filter((finding) => finding.kind !== "missing" || pathOf(finding.url) !== path);
    if (left.length === this.list.length) return;
    this.list = left;
    this.#changed();
  }

  /** What the server knows about it. */
  hinted({ id, nearest }) {
    const finding = this.list.find((finding) => finding.id === id);
    if (!finding) return;
    finding.nearest = nearest;
    this.#changed();
  }

  /** Adds the line of the source. */
  async #quote(finding) {
    if (pathOf(finding.url) === null) return;
    const answer = await ask(marked(finding.url, "source"));
    if (!answer.ok) return;
    const line = (await answer.text()).split(/\r\n?|\n/)[finding.line - 1] ?? "";
    // Of a long line what is around the column.
    const start = line.length > longestCode ? Math.max(0, (finding.column ?? 1) - longestCode / 2) : 0;
    finding.code = line.slice(start, start + longestCode).trim();
    this.#changed();
  }
}
