// How long changes took from the save to the page: the figures of all, and the latest as bars and as a table.
import { milliseconds, number } from "./board-words.js";
import { draw, make, name, said } from "./dom.js";
import { say } from "./i18n.js";

const most = 200; // Acknowledgements in the chart.
const edges = [0, 10, 20, 30, 40, 60, 80, 100, 150, 200, 500, 1000, Infinity];
const [width, height, bottom, top] = [480, 130, 22, 16];

export class Delays {
  #figures = make("dl", "board-quantiles");
  #chart = draw("svg", { viewBox: `0 0 ${width} ${height}`, class: "board-chart", role: "img" });
  #note = make("p", "board-quiet");
  #rows = make("tbody");
  #table; // What opens to show the rows.
  #latest = []; // {page, seq, delay}, the newest last.
  #seen = new Set(); // "page seq": acknowledged once.

  constructor(element) {
    name(this.#chart, "board.delays.chart");
    const head = make("tr", "", said("th", "", "board.delays.range"), said("th", "", "board.delays.number"));
    const table = make("table", "board-table", make("thead", "", head), this.#rows);
    this.#table = make("details", "board-as-table", said("summary", "", "board.delays.table"), table);
    element.append(this.#figures, this.#chart, this.#note, this.#table);
    this.total({ count: 0 });
    this.#show();
  }

  clear() {
    this.#latest = [];
    this.#seen.clear();
    this.#show();
  }

  /** What the server counted over all pages. */
  total({ count, p50, p95, p99 }) {
    const pairs = Object.entries({ p50, p95, p99 });
    this.#figures.replaceChildren(...pairs.map(([label, value]) => make("div", "",
      make("dt", "", label), make("dd", "", milliseconds(count > 0 ? value : null)))));
    const times = make("dd", "", number(count));
    this.#figures.append(make("div", "", said("dt", "", "board.delays.count"), times));
  }

  /** Takes the acknowledgement of `pages` that are not counted yet. */
  add(pages) {
    for (const { id, applied } of pages) {
      const key = `${id} ${applied?.seq}`;
      if (!Number.isFinite(applied?.delay) || this.#seen.has(key)) continue;
      this.#seen.add(key);
      this.#latest.push({ key, delay: applied.delay });
    }
    for (const { key } of this.#latest.splice(0, Math.max(0, this.#latest.length - most))) this.#seen.delete(key);
    this.#show();
  }

  #show() {
    const count = this.#latest.length;
    this.#table.hidden = count === 0;
    this.#chart.toggleAttribute("hidden", count === 0);
    if (count === 0) say(this.#note, "board.delays.none");
    else say(this.#note, "board.delays.latest", { count: number(count) });
    const bins = edges.slice(0, -1).map((from, index) => {
      const to = edges[index + 1];
      return { from, to, count: this.#latest.filter(({ delay }) => delay >= from && delay < to).length };
    });
    this.#draw(bins);
    this.#rows.replaceChildren(...bins.filter((bin) => bin.count > 0).map(({ from, to, count: here }) => make("tr", "",
      make("td", "", to === Infinity ? `≥ ${number(from)} ms` : `${number(from)}–${number(to)} ms`),
      make("td", "", number(here)))));
  }

  #draw(bins) {
    const tallest = Math.max(1, ...bins.map((bin) => bin.count));
    const step = width / bins.length;
    const base = height - bottom;
    this.#chart.replaceChildren(draw("line", { class: "board-axis", x1: 0, x2: width, y1: base, y2: base }));
    bins.forEach(({ from, count }, index) => {
      const size = (count / tallest) * (base - top);
      const x = index * step;
      const bar = { class: from >= 200 ? "board-bar board-bar-slow" : "board-bar", x: x + 2, width: step - 4 };
      this.#chart.append(draw("rect", { ...bar, y: base - size, height: size }));
      const middle = { x: x + step / 2, "text-anchor": "middle" };
      if (count > 0) this.#chart.append(draw("text", { ...middle, y: base - size - 4 }, number(count)));
      // Each number stands where its bar begins.
      this.#chart.append(draw("text", { x: x + 2, y: height - 5, class: "board-edge" }, from === 1000 ? "1 s" : from));
    });
  }
}
