// How a connection ended: who was first, the code in words, which frame or timer caused it.
import { button, make, said } from "./dom.js";
import { explainCode } from "./wire-codes.js";

/** The verdict of an `ended` line; `onchoose(entry)` goes to the frame that caused it. */
export function verdict(entry, onchoose) {
  const { code, reason, cause } = entry.event;
  const card = make("div", "wire-verdict");
  card.append(said("p", "wire-verdict-who", `wire.verdict.by.${closer(entry.event)}`));
  card.append(said("p", "", `wire.verdict.cause.${one(cause, ["close", "violation", "timeout", "lost"], "unknown")}`));
  const guilty = causeOf(entry);
  if (guilty) {
    card.append(button("button plain wire-small", "wire.verdict.show", () => onchoose(guilty)));
  }
  card.append(...codeParts(code ?? null));
  if (reason) card.append(quoted("wire.verdict.reason", reason));
  card.append(...browserParts(entry, code ?? null));
  return card;
}

/** Who closed first: `client`, `server`, `violation` (the server, for what the client did) or `unknown`. */
export function closer({ by, cause }) {
  return cause === "violation" ? "violation" : one(by, ["client", "server"], "unknown");
}

/** Before the connection is over, nothing is said; the last frame that closes or breaks a rule is the cause. */
function causeOf(entry) {
  const frames = entry.connection.entries.filter((each) => each.kind === "frame");
  const violation = frames.find((each) => each.event.conclusion === "violation");
  return violation ?? frames.find((each) => each.opcode === "close") ?? null;
}

function codeParts(code) {
  if (code === null) return [said("p", "", "wire.verdict.no-code")];
  const { key, source, neverSent } = explainCode(code);
  const parts = [make("p", "wire-verdict-code", make("strong", "wire-code", String(code)), " ",
    said("span", "", key), " ", make("span", "wire-source", source))];
  if (neverSent) parts.push(said("p", "wire-never", "wire.verdict.never", { code }));
  return parts;
}

/** What the browser said of the end; its code is explained if it is another than `code`. */
export function browserParts(entry, code) {
  const close = entry.marks.find((mark) => mark.name === "close");
  if (!close) return entry.connection.socket ? [said("p", "wire-quiet", "wire.verdict.browser.nothing")] : [];
  const clean = close.wasClean ? "clean" : "unclean";
  const parts = [said("p", "", `wire.verdict.browser.${clean}`, { code: close.code })];
  if (close.code !== code) parts.push(...codeParts(close.code));
  if (entry.marks.some((mark) => mark.name === "error")) parts.push(said("p", "", "wire.verdict.browser.error"));
  return parts;
}

function quoted(key, text) {
  const quote = make("q", "wire-quote", text);
  quote.dir = "auto";
  return make("p", "", said("span", "", key), " ", quote);
}

function one(value, known, otherwise) {
  return known.includes(value) ? value : otherwise;
}
