// Bars for one measure: a list of settings, each with its bar and its number, so that it can be read as text too.
import { make } from "./dom.js";
import { say } from "./i18n.js";

/** A `measure` is {key, of(result) → number or null, text(number)}; `label(result, element)` names the setting. */
export function drawBars(parent, measure, results, label) {
  const chart = make("section", "compression-chart");
  const title = make("h3");
  title.id = `chart-${measure.key}`;
  say(title, `compression.chart.${measure.key}`);
  chart.setAttribute("aria-labelledby", title.id);
  const most = Math.max(0, ...results.map((result) => measure.of(result) ?? 0));
  const list = make("ol");
  for (const result of results) {
    const value = measure.of(result);
    const item = make("li");
    const bar = make("span", "compression-bar");
    const fill = make("span", result.kind);
    fill.style.inlineSize = `${most > 0 && value !== null ? (value / most) * 100 : 0}%`;
    bar.append(fill);
    bar.setAttribute("aria-hidden", "true");
    const name = make("span", "name");
    label(result, name);
    const text = make("span", "value");
    measure.text(value, text);
    item.append(name, text, bar);
    list.append(item);
  }
  chart.append(title, list);
  parent.append(chart);
}
