// A line of the timeline as an arrow between the browser and the server.
import { make, said } from "./dom.js";
import { say } from "./i18n.js";
import { closer } from "./wire-verdict.js";

/** The list item for `entry`; `onchoose(entry)` hears a click. */
export function makeRow(entry, onchoose) {
  const item = make("li", "wire-item");
  item.dataset.kind = entry.kind;
  item.dataset.opcode = entry.opcode;
  if (entry.direction) item.dataset.direction = entry.direction;
  const row = make("button", "wire-row");
  row.type = "button";
  row.tabIndex = -1;
  row.addEventListener("click", () => onchoose(entry));
  const marks = make("span", "wire-marks");
  row.append(when(entry), marks, lane(entry));
  item.append(row);
  entry.row = row;
  entry.item = item;
  showMarks(entry);
  return item;
}

/** Shows again what the browser said beside the line. */
export function showMarks(entry) {
  const marks = entry.row?.querySelector(".wire-marks");
  marks?.replaceChildren(...entry.marks.map((mark) => {
    const text = make("span", "wire-mark", markText(mark));
    text.dataset.mark = mark.name;
    return text;
  }));
}

/** An event of the browser's socket as a script's reader would write it. */
export function markText(mark) {
  switch (mark.name) {
    case "new": return "new WebSocket()";
    case "send": return `send(${mark.detail})`;
    case "message": return `message ${mark.detail}`;
    case "close()": return `close(${mark.detail})`;
    case "close": return `close ${mark.code}${mark.reason ? ` ${JSON.stringify(mark.reason)}` : ""}`;
    default: return mark.name;
  }
}

/** Microseconds as milliseconds or seconds. */
export function duration(microseconds) {
  if (microseconds < 1_000_000) return `${(microseconds / 1000).toFixed(3)} ms`;
  return `${(microseconds / 1_000_000).toFixed(3)} s`;
}

/** The time of day, with microseconds. */
export function clock(microseconds) {
  const date = new Date(Math.floor(microseconds / 1000));
  const two = (number) => String(number).padStart(2, "0");
  const fraction = String(((microseconds % 1_000_000) + 1_000_000) % 1_000_000).padStart(6, "0");
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${fraction}`;
}

function when(entry) {
  if (!entry.isTimed) return make("span", "wire-when");
  const since = make("span", "wire-since", `+${duration(entry.since)}`);
  return make("span", "wire-when", make("span", "wire-at", duration(entry.sinceAccepted)), since);
}

function lane(entry) {
  const lane = make("span", "wire-lane");
  const label = make("span", "wire-label", ...labelOf(entry));
  if (entry.direction) {
    const arrow = make("span", "wire-arrow");
    arrow.setAttribute("aria-hidden", "true");
    lane.append(arrow, said("span", "wire-hidden", `wire.direction.${entry.direction}`));
  }
  lane.append(label);
  addBrackets(lane, entry);
  return lane;
}

function addBrackets(lane, entry) {
  for (const direction of entry.through) lane.append(bracket(direction, "through"));
  const { header } = entry;
  if (!entry.group || !header || (header.fin && header.opcode !== 0)) return;
  const part = header.fin ? "last" : header.opcode === 0 ? "middle" : "first";
  lane.append(bracket(entry.direction, part));
}

function bracket(direction, part) {
  const line = make("span", "wire-bracket");
  line.dataset.direction = direction;
  line.dataset.part = part;
  line.setAttribute("aria-hidden", "true");
  return line;
}

function labelOf(entry) {
  switch (entry.kind) {
    case "accepted": return [said("span", "wire-remark", "wire.row.accepted", { client: entry.event.client ?? "?" })];
    case "request":
    case "response": return [make("span", "wire-chip", "HTTP"), make("span", "wire-text", entry.firstLine)];
    case "ended": return [endedLabel(entry)];
    case "gap": return [said("span", "wire-remark", "wire.row.gap", { lost: entry.event.lost })];
    case "unseen": return [said("span", "wire-remark", "wire.row.unseen")];
    case "midway": return [said("span", "wire-remark", "wire.row.midway")];
    case "dropped": return [said("span", "wire-remark", "wire.row.dropped", { lost: entry.event.lost })];
    default: return frameLabel(entry);
  }
}

function endedLabel(entry) {
  const by = closer(entry.event).replace("violation", "server");
  return said("span", "wire-remark", `wire.row.ended.${by}`, { code: entry.event.code ?? "–" });
}

function frameLabel(entry) {
  const parts = [make("span", "wire-chip", chipText(entry))];
  if (entry.header?.rsv1) parts.push(make("span", "wire-tag", "deflate"));
  if (entry.event.conclusion === "violation") parts.push(said("span", "wire-tag wire-bad", "wire.row.violation"));
  const text = make("span", "wire-text", entry.preview);
  text.dir = "auto";
  parts.push(text, said("span", "wire-size", "wire.bytes", { count: entry.length }));
  return parts;
}

/** The opcode, short. */
export function chipText({ opcode }) {
  return opcode === "continuation" ? "CONT" : opcode.toUpperCase();
}

/** Says how many lines are gone now. */
export function updateDropped(entry) {
  const note = entry.row?.querySelector(".wire-remark");
  if (note) say(note, "wire.row.dropped", { lost: entry.event.lost });
}
