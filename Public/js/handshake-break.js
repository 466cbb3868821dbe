// Spoiled handshakes, sent by the server's own test client: guess first, then see.
import { hush, say, t } from "./i18n.js";
import { bytesOfBase64 } from "./bytes.js";
import { readHead } from "./handshake-head.js";
import { make } from "./dom.js";
import { drawBare } from "./handshake-lines.js";
import { spoilers } from "./handshake-spoilers.js";

const element = (id) => document.getElementById(id);
const form = element("break-form");
const verdict = element("break-verdict");
const guesses = ["101", "400", "403", "405", "421", "426"];

for (const [name, spoiler] of Object.entries(spoilers)) addRadio("break-choices", "break", name, (text) => {
  const field = make("code", "", spoiler.label);
  const what = make("span");
  say(what, `handshake.break.${name}`);
  text.append(field, what);
});
for (const status of guesses) addRadio("break-guesses", "guess", status, (text) => {
  const number = make("strong", "", status);
  const what = make("span");
  say(what, `handshake.status.${status}`);
  text.append(number, " ", what);
});
form.elements.break[0].checked = true;

function addRadio(parent, group, value, fill) {
  const label = make("label");
  const input = make("input");
  Object.assign(input, { type: "radio", name: group, value });
  const text = make("span");
  fill(text);
  label.append(input, text);
  element(parent).append(label);
}

form.addEventListener("change", (event) => {
  if (event.target.name !== "break") return;
  element("break-outcome").hidden = true;
  for (const guess of form.elements.guess) guess.checked = false;
});

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const name = form.elements.break.value;
  const guess = form.elements.guess.value;
  const path = spoilers[name].path ?? "/echo";
  element("break-send").disabled = true;
  hush(element("break-error"));
  try {
    const answer = await fetch(`/_webdemo/handshake?path=${path}&break=${name}`, { cache: "no-store" });
    if (!answer.ok) throw new Error(String(answer.status));
    show(name, guess, await answer.json());
  } catch (error) {
    say(element("break-error"), "handshake.break.failed", { error: String(error.message) });
  } finally {
    element("break-send").disabled = false;
  }
});

function show(name, guess, result) {
  const status = result.status === null ? null : String(result.status);
  const came = status ?? t(`handshake.outcome.${result.outcome}`);
  verdict.dataset.verdict = judged(guess, status);
  say(verdict, `handshake.break.verdict.${judged(guess, status)}`, { guess, came });
  say(element("break-meaning"), `handshake.meaning.${name}`);
  showHeads(name, result);
  element("break-outcome").hidden = false;
  log(name, guess, status, result.outcome);
}

function showHeads(name, result) {
  const spoiler = spoilers[name];
  const request = readHead(bytesOfBase64(result.request ?? ""));
  const marks = new Map();
  request.lines.forEach((line, index) => {
    if (spoiler.marks && line.name === spoiler.marks) marks.set(index, "handshake.break.spoiled");
    if (spoiler.marks === "line" && index === 0) marks.set(index, "handshake.break.spoiled");
  });
  drawBare(element("break-request"), request, marks, spoiler.missing);
  const bytes = bytesOfBase64(result.response ?? "");
  const response = readHead(bytes);
  if (bytes.length > 0) drawBare(element("break-response"), response);
  else element("break-response").replaceChildren();
  if (response.body && result.status !== 101) {
    const item = make("li", "body");
    item.append(make("pre", "", response.body));
    element("break-response").append(item);
  }
}

function log(name, guess, status, outcome) {
  const row = make("tr");
  const what = make("th");
  what.scope = "row";
  const words = make("span");
  say(words, `handshake.break.${name}`);
  what.append(make("code", "", spoilers[name].label), " ", words);
  row.append(what, make("td", "", guess || "–"), make("td"));
  if (status) row.lastChild.textContent = status;
  else say(row.lastChild, `handshake.outcome.${outcome}`);
  row.dataset.verdict = judged(guess, status);
  element("break-log").prepend(row);
  element("break-tried").hidden = false;
}

function judged(guess, status) {
  if (guess === "") return "none";
  return guess === status ? "right" : "wrong";
}
