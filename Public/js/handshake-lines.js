// Draws heads: with the reason beside each line, or bare with some lines marked.
import { make } from "./dom.js";
import { say } from "./i18n.js";
import { reason } from "./handshake-reasons.js";

/** Every line with the reason why it is there. */
export function drawExplained(list, head, isRequest) {
  list.replaceChildren(...head.lines.map((line) => {
    const why = reason(line, isRequest);
    const item = make("li", why.isNeeded ? "needed" : "");
    item.append(rawLine(line.text));
    const text = make("p", "handshake-why");
    const words = make("span");
    say(words, why.key);
    text.append(words);
    if (why.isNeeded && line.name !== null) text.append(" ", badge("handshake.needed", "needed"));
    if (why.source) text.append(" ", make("span", "handshake-source", why.source));
    item.append(text);
    return item;
  }), emptyLine());
}

/** The lines only. `marks`: for an index of a line the key of what to say about it; `missing`: what is not there. */
export function drawBare(list, head, marks = new Map(), missing = null) {
  const items = head.lines.map((line, index) => {
    const item = make("li", marks.has(index) ? "spoiled" : "");
    item.append(rawLine(line.text));
    if (marks.has(index)) item.append(badge(marks.get(index), "spoiled"));
    return item;
  });
  if (missing) {
    const item = make("li", "missing");
    item.append(make("del", "handshake-line", missing), badge("handshake.break.missing", "spoiled"));
    items.push(item);
  }
  list.replaceChildren(...items, emptyLine());
}

/** The CRLF that ends every line is drawn by the stylesheet. */
function rawLine(text) {
  return make("code", "handshake-line", text);
}

function emptyLine() {
  const item = make("li", "end");
  const text = make("p", "handshake-why");
  say(text, "handshake.end");
  item.append(rawLine(""), text);
  return item;
}

function badge(key, kind) {
  const element = make("span", `handshake-badge ${kind}`);
  say(element, key);
  return element;
}
