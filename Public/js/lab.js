// The lab page: a list of experiments, one of them on the bench, and how the predictions went.
import { make, said } from "./dom.js";
import { say, show } from "./i18n.js";
import { conclude, lay, options, path, showEvent, showPath, start } from "./lab-bench.js";
import { experiments, groups } from "./lab-experiments.js";
import { run } from "./lab-run.js";
import { WirePanel } from "./wire-panel.js";

const bench = document.getElementById("lab-bench");
const marks = new Map(); // "right" or "wrong", of each experiment that was tried, by its first prediction.
let current = experiments[0];
let attempt = new AbortController();

const panel = new WirePanel(document.getElementById("wire"));
show(); // The panel has names for its fields that are not written yet.

async function predict(experiment, predicted) {
  attempt = new AbortController();
  const { signal } = attempt;
  const chosen = options();
  const address = path(experiment);
  start(predicted);
  await panel.ready;
  const socket = panel.open(address);
  const record = await run(socket, experiment, showEvent, signal);
  if (signal.aborted) return socket.close(1000);
  if (!record.close) showEvent(record.milliseconds, "·", over(record, socket));
  socket.close(1000);
  const actual = experiment.read(record);
  const expected = experiment.expects?.(chosen) ?? experiment.expected;
  conclude(experiment, predicted, actual, expected, experiment.why?.(actual) ?? `lab.${experiment.id}.why`);
  keep(experiment, predicted === actual ? "right" : "wrong");
}

/** What is to be said of a connection that has not ended. */
function over(record, socket) {
  if (!record.opened) return "lab.event.pending";
  if (socket.readyState === WebSocket.CLOSING && !record.isDone) return "lab.event.waits";
  return record.isDone ? "lab.event.done" : "lab.event.stays";
}

function keep({ id }, mark) {
  if (!marks.has(id)) marks.set(id, mark);
  const right = [...marks.values()].filter((kept) => kept === "right").length;
  say(document.getElementById("lab-score"), "lab.score", { right, count: marks.size });
  const element = document.querySelector(`[data-mark-of="${id}"]`);
  element.dataset.mark = marks.get(id);
  say(element, `lab.mark.${marks.get(id)}`);
}

function choose() {
  const asked = experiments.find(({ id }) => `#${id}` === location.hash);
  if (!asked && location.hash) return; // Another place on the page.
  current = asked ?? experiments[0];
  begin();
  if (asked) bench.focus({ preventScroll: true });
  const { top } = bench.getBoundingClientRect();
  if (asked && (top < 0 || top > innerHeight / 3)) bench.scrollIntoView();
}

function begin() {
  attempt.abort();
  lay(current, (choice) => predict(current, choice));
  for (const link of document.querySelectorAll(".lab-list a")) {
    if (link.hash === `#${current.id}`) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  const next = experiments[(experiments.indexOf(current) + 1) % experiments.length];
  document.getElementById("lab-forward").hash = next.id;
}

function list(group) {
  const items = experiments.filter((experiment) => experiment.group === group).map(({ id }) => {
    const link = make("a");
    link.href = `#${id}`;
    const mark = make("span", "lab-mark");
    mark.dataset.markOf = id;
    link.append(said("span", "", `lab.${id}.name`), mark);
    return make("li", "", link);
  });
  return [
    said("h3", "", `lab.group.${group}`),
    make("ul", "", ...items),
  ];
}

document.getElementById("lab-groups").append(...groups.flatMap(list));
document.getElementById("lab-again").addEventListener("click", begin);
document.getElementById("lab-options").addEventListener("input", () => showPath(current));
document.getElementById("lab-options").addEventListener("submit", (event) => event.preventDefault());
addEventListener("hashchange", choose);
choose();
