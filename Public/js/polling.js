// The polling page: one clock, followed in four ways at once.
import { say } from "./i18n.js";
import { Counts } from "./polling-counts.js";
import { Numbers, precise } from "./polling-numbers.js";
import { ServerClock } from "./polling-clock.js";
import { Tally } from "./polling-tally.js";
import { WayCard } from "./polling-card.js";
import { ways } from "./polling-ways.js";
import { WirePanel } from "./wire-panel.js";

const element = (id) => document.getElementById(id);
const names = Object.keys(ways);
const cards = new Map(names.map((way) => [way, new WayCard(element("polling-ways"), way)]));
const numbers = new Numbers(element("polling-table"), element("polling-bars"), names);
const clock = new ServerClock();
const counts = new Counts();
const panel = new WirePanel(element("wire"));
const rateInput = element("polling-rate");
const picturesPerSecond = matchMedia("(prefers-reduced-motion: reduce)").matches ? 2 : 25;

let run = null; // {rate, tallies, abort, timers} while it runs.
let shown = null; // The run whose numbers are on the page.

async function start() {
  stop("stopped");
  const abort = new AbortController();
  const rate = Number(rateInput.value);
  const mine = { rate, abort, tallies: new Map(names.map((way) => [way, new Tally()])), timers: [], isOver: false };
  run = mine;
  showState("connecting", "polling.settling");
  say(element("polling-toggle"), "polling.stop");
  try {
    await clock.settle();
    await counts.restart();
  } catch {
    if (run === mine) stop("failed");
    return;
  }
  if (run !== mine) return;
  showState("open", "polling.running");
  const from = Math.floor(clock.at(performance.now()) / 1000 * rate);
  for (const way of names) follow(way, mine, from);
  mine.timers.push(setInterval(() => draw(mine), 1000 / picturesPerSecond));
  mine.timers.push(setInterval(() => measure(mine), 1000));
  showClock();
}

function follow(way, { rate, tallies, abort }, from) {
  const tally = tallies.get(way);
  const card = cards.get(way);
  card.showState("waiting");
  ways[way]({
    rate,
    from,
    interval: Number(element("polling-interval").value),
    signal: abort.signal,
    onState: (name) => card.showState(name),
    opened: (socket) => panel.attach(socket, "/clock"),
    onTick({ tick, time }) {
      if (abort.signal.aborted || !tally.received(tick, time, rate)) return;
      card.showTick(tick);
      // What was written now is on the screen with the next picture.
      requestAnimationFrame(() => tally.appeared(time, clock.at(performance.now()) - time));
    },
  });
}

function draw({ tallies }) {
  const now = clock.at(performance.now());
  for (const [way, tally] of tallies) cards.get(way).chart.draw(tally.marks, now);
}

async function measure(mine) {
  try {
    await Promise.all([counts.update(), clock.ask()]);
  } catch { /* The old numbers stay. */ }
  if (run === mine) showNumbers(mine);
}

function showNumbers(one) {
  const { tallies } = shown = one;
  const uncertainty = clock.best.uncertainty;
  const state = new Map(names.map((way) => [way, { tally: tallies.get(way), counts: counts.now[way] }]));
  numbers.show(state, uncertainty);
  for (const [way, tally] of tallies) cards.get(way).showDelay(tally, uncertainty);
  showClock();
}

function showClock() {
  const { best, rounds } = clock;
  say(element("polling-clock"), "polling.clock", { uncertainty: precise(best.uncertainty), rounds });
}

/** `why`: "stopped", "hidden" or "failed". What was measured stays to be read. */
function stop(why) {
  if (!run) return;
  run.abort.abort();
  run.timers.forEach(clearInterval);
  run = null;
  showState("closed", `polling.${why}`);
  say(element("polling-toggle"), "polling.start");
  for (const card of cards.values()) card.showState("stopped");
}

function showState(name, key) {
  element("polling-state").dataset.state = name;
  say(element("polling-state"), key);
}

element("polling-form").addEventListener("submit", (event) => {
  event.preventDefault();
  if (run) stop("stopped");
  else start();
});
rateInput.addEventListener("input", () => { element("polling-rate-shown").value = rateInput.value; });
for (const control of [rateInput, element("polling-interval")]) control.addEventListener("change", start);
// After i18n.js's own listener: the numbers with their units in the language chosen, also of a run that ended.
document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-language]") && shown) showNumbers(shown);
});
// A page in the background gets no pictures and slow timers; that is not what is to be measured.
document.addEventListener("visibilitychange", () => { if (document.hidden) stop("hidden"); });

element("polling-rate-shown").value = rateInput.value;
await panel.ready;
if (!document.hidden) start();
