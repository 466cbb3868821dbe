// The numbers of all ways: the table, and the bars of what a shown tick costs.
import { languageTag, say, t } from "./i18n.js";

/** In the order of the table; null: not known. `w`: {tally, counts} of a way, `uncertainty` in milliseconds. */
const measures = {
  requests: (w) => whole(w.counts?.requests),
  repeated: (w) => whole(w.tally?.repeated),
  shown: (w) => whole(w.tally?.shown),
  missed: (w) => whole(w.tally?.missed),
  receivedHead: (w) => whole(w.counts?.receivedHead),
  receivedPayload: (w) => whole(w.counts?.receivedPayload),
  sentHead: (w) => whole(w.counts?.sentHead),
  sentPayload: (w) => whole(w.counts?.sentPayload),
  perTick: (w) => whole(perTick(w)?.total),
  p50: (w, uncertainty) => milliseconds(w.tally?.percentile(0.5), uncertainty),
  p95: (w, uncertainty) => milliseconds(w.tally?.percentile(0.95), uncertainty),
};

export class Numbers {
  #cells = new Map();
  #bars = new Map();

  constructor(table, bars, ways) {
    for (const way of ways) {
      const heading = document.createElement("th");
      heading.scope = "col";
      say(heading, `polling.way.${way}`);
      table.tHead.rows[0].append(heading);
      this.#bars.set(way, addBar(bars, way));
    }
    for (const measure of Object.keys(measures)) {
      const row = table.tBodies[0].insertRow();
      const heading = document.createElement("th");
      heading.scope = "row";
      say(heading, `polling.measure.${measure}`);
      row.append(heading);
      for (const way of ways) {
        const cell = row.insertCell();
        cell.dataset.way = way;
        cell.dataset.measure = measure;
        this.#cells.set(`${measure} ${way}`, cell);
      }
    }
  }

  /** `state`: for every way its {tally, counts}. */
  show(state, uncertainty) {
    for (const [way, one] of state) {
      for (const [measure, text] of Object.entries(measures)) {
        this.#cells.get(`${measure} ${way}`).textContent = text(one, uncertainty) ?? "–";
      }
    }
    const costs = new Map([...state].map(([way, one]) => [way, perTick(one)]));
    const most = Math.max(1, ...[...costs.values()].map((cost) => cost?.total ?? 0));
    for (const [way, { head, payload, text }] of this.#bars) {
      const cost = costs.get(way);
      head.style.inlineSize = `${((cost?.head ?? 0) / most) * 100}%`;
      payload.style.inlineSize = `${((cost?.payload ?? 0) / most) * 100}%`;
      if (cost) say(text, "polling.bar", { head: whole(cost.head), payload: whole(cost.payload) });
      else say(text, "polling.unknown");
    }
  }
}

function addBar(list, way) {
  const item = document.createElement("li");
  const [name, bar, head, payload, text] = ["span", "span", "span", "span", "span"].map((tag) =>
    document.createElement(tag));
  say(name, `polling.way.${way}`);
  name.className = "name";
  bar.className = "polling-bar";
  head.className = "head";
  payload.className = "payload";
  text.className = "text";
  bar.setAttribute("aria-hidden", "true");
  bar.append(head, payload);
  item.append(name, bar, text);
  list.append(item);
  return { head, payload, text };
}

/** Both directions' bytes for each tick shown; null while that is not known. */
function perTick({ tally, counts }) {
  if (!counts || !tally?.shown) return null;
  const head = (counts.receivedHead + counts.sentHead) / tally.shown;
  const payload = (counts.receivedPayload + counts.sentPayload) / tally.shown;
  return { head, payload, total: head + payload };
}

function whole(number) {
  return Number.isFinite(number) ? Math.round(number).toLocaleString(languageTag()) : null;
}

/** A delay below what the clocks let one know is not told more exactly. */
export function milliseconds(delay, uncertainty) {
  if (delay === null || !Number.isFinite(delay)) return null;
  if (delay <= uncertainty) return `≤ ${t("polling.ms", { ms: precise(uncertainty) })}`;
  return t("polling.ms", { ms: precise(delay) });
}

export function precise(number) {
  return number.toLocaleString(languageTag(), { maximumFractionDigits: number < 10 ? 1 : 0 });
}
