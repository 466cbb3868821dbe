// The header's bits drawn as the figure of RFC 6455 §5.2, with the frame's own values.
import { draw, make, said } from "./dom.js";
import { say } from "./i18n.js";
import { hex } from "./bytes.js";
import { headerFields } from "./wire-frame.js";

const cell = 30; // Width of a bit.
const row = 92; // Height of a row of bits.
const restRow = 52; // Of a row that has payload only.
const ruler = 34;
const names = {
  FIN: "FIN", RSV1: "RSV1", RSV2: "RSV2", RSV3: "RSV3", MASK: "MASK",
  opcode: "opcode (4)", length: "Payload len (7)", key: "Masking-key",
};

/** The figure for wide and for narrow screens; the table beside it says the same. */
export function headerFigure(header) {
  return make("div", "wire-figure", figure(header, 32, "wire-figure-wide"), figure(header, 16, "wire-figure-narrow"));
}

function figure(header, columns, name) {
  const fields = headerFields(header);
  const bitsUsed = 8 * header.size;
  const isAlone = header.payloadLength > 0 && bitsUsed % columns === 0;
  const height = ruler + Math.ceil(bitsUsed / columns) * row + (isAlone ? restRow : 0) + 2;
  const svg = draw("svg", { viewBox: `0 0 ${columns * cell + 2} ${height}`, class: name, role: "img" });
  const title = draw("title");
  say(title, "wire.figure.title", { fields: spoken(fields) });
  svg.append(title, ...rulerMarks(columns));
  for (const field of fields) svg.append(...fieldParts(field, header, columns));
  if (header.payloadLength > 0) svg.append(...payloadParts(bitsUsed, columns));
  return svg;
}

function spoken(fields) {
  return fields.map(({ name, value }) => `${name} ${typeof value === "number" ? value : [...value].map(hex).join(" ")}`)
    .join(", ");
}

function rulerMarks(columns) {
  return Array.from({ length: columns }, (_, bit) => [
    ...(bit % 10 === 0 ? [draw("text", { x: bit * cell + cell / 2 + 1, y: 12, class: "wire-ruler" }, bit / 10)] : []),
    draw("text", { x: bit * cell + cell / 2 + 1, y: 28, class: "wire-ruler" }, bit % 10),
  ]).flat();
}

/** A field as boxes, one for each row that it reaches into. */
function fieldParts(field, header, columns) {
  return slices(field.start, field.length, columns).flatMap(({ line, column, length, first }, index) => {
    const x = column * cell + 1;
    const y = ruler + line * row;
    const box = draw("rect", { x, y, width: length * cell, height: row, class: "wire-box", "data-kind": field.kind });
    const digits = Array.from({ length }, (_, bit) => draw("text", {
      x: x + bit * cell + cell / 2, y: y + 26, class: "wire-bit",
    }, bitAt(header, first + bit)));
    return [box, ...digits, ...label(field, index, x, y, length)];
  });
}

function label(field, index, x, y, length) {
  if (length === 1) {
    return [...field.name].map((letter, at) =>
      draw("text", { x: x + cell / 2, y: y + 46 + at * 13, class: "wire-letter" }, letter));
  }
  const text = draw("text", { x: x + length * cell / 2, y: y + 56, class: "wire-name" });
  const value = draw("text", { x: x + length * cell / 2, y: y + 80, class: "wire-value" });
  if (field.name === "extended") say(text, index > 0 ? "wire.figure.more" : "wire.figure.extended");
  else if (index > 0) say(text, "wire.figure.more");
  else text.textContent = names[field.name];
  value.textContent = index > 0 ? "" : valueText(field);
  return [text, value];
}

function valueText({ name, value }) {
  if (name === "opcode") return `0x${value.toString(16)}`;
  return name === "key" ? [...value].map(hex).join(" ") : String(value);
}

/** The rest of the last row, where the payload begins. */
function payloadParts(start, columns) {
  const column = start % columns;
  const x = column * cell + 1;
  const y = ruler + Math.floor(start / columns) * row;
  const width = (columns - column) * cell;
  const height = column === 0 ? restRow : row;
  const box = draw("rect", { x, y, width, height, class: "wire-box wire-open-box", "data-kind": "payload" });
  const text = draw("text", { x: x + width / 2, y: y + height / 2 + 6, class: "wire-name" });
  say(text, "wire.figure.payload");
  return [box, text];
}

function slices(start, length, columns) {
  const parts = [];
  for (let bit = start; bit < start + length;) {
    const column = bit % columns;
    const size = Math.min(columns - column, start + length - bit);
    parts.push({ line: Math.floor(bit / columns), column, length: size, first: bit });
    bit += size;
  }
  return parts;
}

function bitAt(header, bit) {
  return (header.bytes[bit >> 3] >> (7 - (bit & 7))) & 1;
}

/** What each field says, for those who do not see the figure and for those who do. */
export function headerTable(header) {
  const table = make("table", "wire-fields");
  table.append(said("caption", "wire-hidden", "wire.fields"));
  for (const field of headerFields(header)) {
    const name = make("th", "", names[field.name] ?? "");
    if (field.name === "extended") say(name, "wire.figure.extended");
    name.scope = "row";
    name.dataset.kind = field.kind;
    const [key, args] = meaning(field, header);
    table.append(make("tr", "", name, make("td", "wire-field-value", valueText(field)), said("td", "", key, args)));
  }
  return table;
}

function meaning({ name, value }, header) {
  switch (name) {
    case "FIN": return [`wire.field.fin.${value}`];
    case "RSV1": return [value && !header.isControl ? "wire.field.rsv1.1" : `wire.field.rsv.${value}`];
    case "RSV2":
    case "RSV3": return [`wire.field.rsv.${value}`];
    case "opcode": return [`wire.field.opcode.${header.name}`];
    case "MASK": return [`wire.field.mask.${value}`];
    case "length": return [value < 126 ? "wire.field.length" : `wire.field.length.${value}`, { count: value }];
    case "extended": return [`wire.field.extended.${header.lengthBytes}`, { count: value }];
    default: return ["wire.field.key"];
  }
}
