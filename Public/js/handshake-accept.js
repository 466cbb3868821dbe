// Sec-WebSocket-Accept, step by step (RFC 6455 §4.2.2): by this page, and by the server.
import { hush, say } from "./i18n.js";
import { base64OfBytes, hexOfBytes } from "./bytes.js";
import { sha1 } from "./sha1.js";
import { make } from "./dom.js";

const guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
const example = "dGhlIHNhbXBsZSBub25jZQ==";
const steps = ["key", "joined", "sha1", "accept"];

const input = document.getElementById("accept-key");
const verdict = document.getElementById("accept-verdict");
const capturedButton = document.getElementById("accept-captured");
let captured = null; // The key and the accept value of the handshake above.
let asked = 0; // Answers to earlier questions come too late.

const cells = new Map(steps.map((step, index) => [step, addStep(step, index)]));

function addStep(step, index) {
  const item = make("li");
  const title = make("h3");
  say(title, `handshake.accept.${step}.title`);
  const why = make("p");
  say(why, `handshake.accept.${step}.text`, { guid });
  const values = make("dl");
  const [page, server] = ["page", "server"].map((who) => {
    const value = make("dd");
    const row = make("div");
    row.append(make("dt"), value);
    say(row.firstChild, `handshake.accept.by.${who}`);
    values.append(row);
    return value;
  });
  item.append(title, why, values);
  item.dataset.step = String(index + 1);
  document.getElementById("accept-steps").append(item);
  return { page, server };
}

function calculated(key) {
  const joined = key + guid;
  const digest = sha1(new TextEncoder().encode(joined));
  return { key, joined, sha1: hexOfBytes(digest), accept: base64OfBytes(digest) };
}

async function show() {
  const mine = calculated(input.value);
  const question = ++asked;
  for (const step of steps) {
    cells.get(step).page.textContent = mine[step];
    cells.get(step).server.textContent = "…";
  }
  hush(verdict);
  let theirs = null;
  try {
    const answer = await fetch(`/_webdemo/accept?key=${encodeURIComponent(mine.key)}`, { cache: "no-store" });
    if (answer.ok) theirs = await answer.json();
  } catch { /* Said below. */ }
  if (question === asked) compare(mine, theirs);
}

function compare(mine, theirs) {
  for (const step of steps) {
    const cell = cells.get(step).server;
    cell.textContent = theirs?.[step] ?? "?";
    cell.parentElement.parentElement.dataset.same = String(theirs?.[step] === mine[step]);
  }
  const isSame = theirs !== null && steps.every((step) => theirs[step] === mine[step]);
  verdict.dataset.verdict = isSame ? "right" : "wrong";
  if (!theirs) say(verdict, "handshake.accept.unknown");
  else if (!isSame) say(verdict, "handshake.accept.different");
  else if (captured?.key === mine.key) {
    const agrees = captured.accept === mine.accept;
    verdict.dataset.verdict = agrees ? "right" : "wrong";
    say(verdict, agrees ? "handshake.accept.confirmed" : "handshake.accept.contradicted");
  } else say(verdict, "handshake.accept.same");
}

/** Takes over the key of a handshake that has just been seen, and what the server answered to it. */
export function showCaptured(key, accept) {
  const follows = captured === null || input.value === captured.key;
  captured = { key, accept };
  capturedButton.disabled = false;
  if (follows) choose(key);
}

function choose(key) {
  input.value = key;
  show();
}

input.addEventListener("input", show);
capturedButton.addEventListener("click", () => choose(captured.key));
document.getElementById("accept-sample").addEventListener("click", () => choose(example));
if (input.value === "") choose(example);
