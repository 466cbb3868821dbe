// The compression page: has the server measure, and draws what it measured.
import { languageTag, say } from "./i18n.js";
import { drawBars } from "./compression-chart.js";
import { findings } from "./compression-findings.js";

const element = (id) => document.getElementById(id);
const streams = ["chat", "telemetry", "prose", "random"];
const form = element("compression-form");
const state = element("compression-state");

const measures = {
  wire: { key: "wire", of: (r) => known(r.wireBytes), text: (n, e) => number(e, n, "compression.bytes") },
  ratio: {
    key: "ratio",
    of: (r) => known(r.ratio),
    text: (n, e) => number(e, n === null ? null : n * 100, "compression.ratio", 1),
  },
  time: {
    key: "time",
    of: (r) => known(r.nanosecondsPerMessage),
    text: (n, e) => number(e, n === null ? null : n / 1000, "compression.microseconds", 1),
  },
  memory: {
    key: "memory",
    of: (r) => known(r.memoryBytes),
    text: (n, e) => number(e, n === null ? null : n / 1024, "compression.kibibytes", 1),
  },
  shared: {
    key: "shared",
    of: (r) => known(r.sharedMemoryBytes),
    text: (n, e) => number(e, n === null ? null : n / 1024, "compression.kibibytes", 1),
  },
};

let last = null; // What was measured last.

function known(value) {
  return Number.isFinite(value) ? value : null;
}

function number(element, value, key, digits = 0) {
  if (value === null) say(element, "compression.unknown");
  else say(element, key, { n: value.toLocaleString(languageTag(), { maximumFractionDigits: digits }) });
}

streams.forEach((stream, index) => {
  const label = document.createElement("label");
  const input = document.createElement("input");
  Object.assign(input, { type: "radio", name: "stream", value: stream, checked: index === 0 });
  const text = document.createElement("span");
  const [name, about] = [document.createElement("strong"), document.createElement("span")];
  say(name, `compression.stream.${stream}`);
  say(about, `compression.about.${stream}`);
  text.append(name, about);
  label.append(input, text);
  element("compression-streams").append(label);
});

async function measure() {
  const [stream, count] = [form.elements.stream.value, element("compression-count").value];
  showState("connecting", "compression.state.measuring");
  element("compression-measure").disabled = true;
  try {
    const answer = await fetch(`/_webdemo/compression?stream=${stream}&count=${count}`, { cache: "no-store" });
    if (!answer.ok) throw new Error(String(answer.status));
    last = await answer.json();
    show(last);
    showState("open", "compression.state.measured");
  } catch (error) {
    showState("closed", "compression.state.failed", { error: String(error.message) });
  } finally {
    element("compression-measure").disabled = false;
  }
}

function showState(name, key, args) {
  state.dataset.state = name;
  say(state, key, args);
}

function show({ stream, messages, plainBytes, results }) {
  const ordered = results.map((result) => ({ ...result, kind: kind(result) })).sort(byKind);
  say(element("compression-plain"), `compression.plain.${streams.includes(stream) ? stream : "chat"}`, {
    messages: messages.toLocaleString(languageTag()),
    bytes: plainBytes.toLocaleString(languageTag()),
    each: Math.round(plainBytes / Math.max(1, messages)).toLocaleString(languageTag()),
  });
  element("compression-findings").replaceChildren(...findings(ordered).map(({ key, args }) => {
    const item = document.createElement("li");
    say(item, key, args);
    return item;
  }));
  element("compression-charts").replaceChildren();
  for (const name of ["wire", "time", "memory"]) {
    drawBars(element("compression-charts"), measures[name], ordered.filter(isDrawn), showSetting);
  }
  element("compression-rows").replaceChildren(...ordered.map(tableRow));
  element("compression-results").hidden = false;
}

/** "plain", "fresh" (each message by itself) or "kept" (with the context of those before). */
function kind(result) {
  if (!result.compression) return "plain";
  return result.contextTakeover ? "kept" : "fresh";
}

/** Every other window size is enough for the eye; the table has all. */
function isDrawn(result) {
  return result.kind === "plain" || result.windowBits % 2 === 1;
}

function byKind(a, b) {
  const order = ["plain", "fresh", "kept"];
  return order.indexOf(a.kind) - order.indexOf(b.kind) || a.windowBits - b.windowBits;
}

function showSetting(result, element) {
  say(element, `compression.setting.${result.kind}`, { bits: result.windowBits });
}

function tableRow(result) {
  const row = document.createElement("tr");
  const setting = document.createElement("th");
  setting.scope = "row";
  showSetting(result, setting);
  row.append(setting);
  for (const { of, text } of Object.values(measures)) text(of(result), row.insertCell());
  row.className = result.kind;
  return row;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  measure();
});
form.addEventListener("change", measure);
// Numbers are written as the language writes them.
document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-language]") && last) show(last);
});
measure();
