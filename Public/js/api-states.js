// readyState as a picture: four boxes, of which the present one is lit, and when each was seen first.
import { say, t } from "./i18n.js";
import { element } from "./api-dom.js";
import { stateNames } from "./api-socket.js";

const namespace = "http://www.w3.org/2000/svg";
const text = element("api-state-text");
// Two drawings of the same: one is wide, one is for a phone; the style sheet shows the one that fits.
const layouts = [
  { name: "wide", size: [860, 150], box: [156, 70], at: (index) => [8 + index * 229, 12], across: true },
  { name: "tall", size: [300, 420], box: [150, 62], at: (index) => [20, 8 + index * 114], across: false },
];

export class StateDiagram {
  #socket;
  #seen = []; // When each state was seen first.
  #drawings;

  constructor(place, socket) {
    this.#socket = socket;
    this.#drawings = layouts.map((layout) => draw(layout));
    place.append(...this.#drawings);
    socket.listen(({ kind, name, at }) => {
      if (kind === "call" && name.startsWith("ws = new")) this.#seen = [];
      this.#look(at);
    });
    this.#show();
  }

  #look(at) {
    const state = this.#socket.ws?.readyState;
    if (state !== undefined) this.#seen[state] ??= at;
    this.#show();
  }

  #show() {
    const state = this.#socket.ws?.readyState;
    for (const drawing of this.#drawings) {
      drawing.setAttribute("aria-label", this.#words());
      for (const box of drawing.querySelectorAll(".api-state")) {
        const index = Number(box.dataset.state);
        box.classList.toggle("is-now", index === state);
        box.classList.toggle("was", this.#seen[index] !== undefined);
        box.querySelector(".api-state-time").textContent =
          this.#seen[index] === undefined ? "" : `${this.#seen[index].toFixed(1)} ms`;
      }
    }
    if (state === undefined) say(text, "api.state.none");
    else say(text, "api.state.now", { state, name: stateNames[state], at: this.#seen[state].toFixed(1) });
  }

  /** The picture in words. */
  #words() {
    const passed = this.#seen
      .map((at, state) => ({ at, state }))
      .filter(({ at }) => at !== undefined)
      .map(({ at, state }) => `${state} ${stateNames[state]}: ${at.toFixed(1)} ms`);
    return `readyState: ${passed.join(", ") || t("api.state.none")}`;
  }
}

function draw({ name, size, box, at, across }) {
  const svg = node("svg", { viewBox: `0 0 ${size.join(" ")}`, role: "img", class: `api-drawing ${name}` });
  const [width, height] = box;
  const defs = node("defs");
  const arrow = node("marker", {
    id: `api-arrow-${name}`, viewBox: "0 0 10 10", refX: 9, refY: 5, markerWidth: 7, markerHeight: 7, orient: "auto",
  });
  arrow.append(node("path", { d: "M0 0 10 5 0 10z", class: "api-head" }));
  defs.append(arrow);
  svg.append(defs);
  for (const state of [0, 1, 2]) {
    const [x, y] = at(state);
    const [nextX, nextY] = at(state + 1);
    const line = across
      ? `M${x + width} ${y + height / 2}H${nextX - 2}`
      : `M${x + width / 2} ${y + height}V${nextY - 2}`;
    svg.append(path(line, name));
    const label = ["open", "close()", "close"][state];
    svg.append(words(label, "api-edge", across ? (x + width + nextX) / 2 : x + width / 2 + 12,
      across ? y + height / 2 - 9 : (y + height + nextY) / 2 + 5, across ? "middle" : "start"));
  }
  // What fails or is lost goes to CLOSED at once.
  for (const [from, depth] of [[0, 44], [1, 24]]) {
    const [x, y] = at(from);
    const [endX, endY] = at(3);
    svg.append(path(across
      ? `M${x + width / 2} ${y + height}v${depth}H${endX + width / 2 - depth + 24}V${y + height + 2}`
      : `M${x + width} ${y + height / 2}h${depth * 2}V${endY + height / 2 + depth - 30}H${endX + width + 2}`, name));
  }
  const [edgeX, edgeY] = at(across ? 1 : 0);
  svg.append(across
    ? words("error, close", "api-edge", edgeX + 8, edgeY + height + 40, "start")
    : words("error, close", "api-edge", edgeX + width + 12, edgeY + height / 2 - 8, "start"));
  for (const [state, label] of stateNames.entries()) svg.append(stateBox(state, label, at(state), box));
  return svg;
}

function stateBox(state, label, [x, y], [width, height]) {
  const group = node("g", { class: "api-state", "data-state": state });
  group.append(
    node("rect", { x, y, width, height, rx: 12 }),
    words(`${state} ${label}`, "api-state-name", x + width / 2, y + height / 2, "middle"),
    words("", "api-state-time", x + width / 2, y + height / 2 + 22, "middle"),
  );
  return group;
}

function path(d, name) {
  return node("path", { d, class: "api-arrow", "marker-end": `url(#api-arrow-${name})` });
}

function words(content, className, x, y, anchor) {
  const made = node("text", { class: className, x, y, "text-anchor": anchor });
  made.textContent = content;
  return made;
}

function node(tag, attributes = {}) {
  const made = document.createElementNS(namespace, tag);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
