// One way as a card: its name, the tick that it shows now, the drawing, and how late it is.
import { make } from "./dom.js";
import { languageTag, say, t } from "./i18n.js";
import { DelayChart } from "./polling-chart.js";
import { milliseconds } from "./polling-numbers.js";

export class WayCard {
  constructor(list, way) {
    this.way = way;
    this.element = make("article", "polling-way");
    const title = make("h3");
    say(title, `polling.way.${way}`);
    title.id = `way-${way}`;
    this.element.setAttribute("aria-labelledby", title.id);
    const about = make("p", "polling-about");
    say(about, `polling.about.${way}`);
    this.tick = make("p", "polling-tick");
    this.state = make("p", "polling-way-state");
    this.canvas = make("canvas");
    this.canvas.setAttribute("role", "img");
    this.canvas.setAttribute("aria-label", `${t(`polling.way.${way}`)}: ${t("polling.unknown")}`);
    this.delay = make("p", "polling-delay");
    this.element.append(title, about, this.tick, this.canvas, this.delay, this.state);
    this.chart = new DelayChart(this.canvas);
    list.append(this.element);
  }

  showTick(tick) {
    this.tick.textContent = String(tick % 1000).padStart(3, "0");
  }

  showState(name) {
    this.state.dataset.state = name;
    say(this.state, `polling.state.${name}`);
  }

  /** The drawing says nothing that these words do not say. */
  showDelay(tally, uncertainty) {
    const [p50, p95] = [0.5, 0.95].map((share) => milliseconds(tally.percentile(share), uncertainty) ?? "–");
    const missed = tally.missed.toLocaleString(languageTag());
    say(this.delay, "polling.delay", { p50, p95, missed });
    const words = t("polling.drawing", { way: t(`polling.way.${this.way}`), p50, p95, missed });
    this.canvas.setAttribute("aria-label", words);
  }
}
