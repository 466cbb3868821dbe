// Unmasking as it happens: payload byte, key byte, plain byte (RFC 6455 §5.3).
import { make, name, said } from "./dom.js";
import { hex } from "./bytes.js";
import { ascii, bits } from "./wire-bytes.js";

const most = 64; // Bytes shown one by one; the rest goes the same way.

/** Every byte a column; the chosen one is worked out in bits. */
export function unmasking(masked, key, total) {
  const shown = masked.subarray(0, most);
  const work = make("div", "wire-xor");
  const strip = make("div", "wire-strip");
  strip.setAttribute("role", "group");
  name(strip, "wire.unmask");
  strip.append(legend());
  const columns = [...shown].map((byte, index) => column(byte, key, index));
  columns.forEach((each, index) => each.addEventListener("click", () => choose(index, false)));
  strip.append(...columns);
  strip.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const index = columns.indexOf(event.target.closest("button"));
    if (!step || index < 0 || !columns[index + step]) return;
    event.preventDefault();
    choose(index + step, true);
  });

  function choose(index, focuses) {
    columns.forEach((each, at) => {
      each.tabIndex = at === index ? 0 : -1;
      each.setAttribute("aria-pressed", String(at === index));
    });
    if (focuses) columns[index].focus();
    work.replaceChildren(...workedOut(masked[index], key, index));
  }

  choose(0, false);
  const parts = [said("p", "wire-explain", "wire.unmask.text"), strip, work];
  if (total > shown.length) parts.push(said("p", "wire-quiet", "wire.unmask.more", { shown: shown.length, total }));
  return make("div", "wire-unmask", ...parts);
}

function legend() {
  const legend = make("span", "wire-column wire-legend", said("span", "", "wire.unmask.wire"),
    said("span", "", "wire.unmask.key"), said("span", "", "wire.unmask.plain"), said("span", "", "wire.unmask.text-row"));
  legend.setAttribute("aria-hidden", "true");
  return legend;
}

function column(byte, key, index) {
  const plain = byte ^ key[index % 4];
  const button = make("button", "wire-column", make("span", "wire-cell-masked", hex(byte)),
    make("span", "wire-cell-key", hex(key[index % 4])), make("span", "wire-cell-plain", hex(plain)),
    make("span", "wire-cell-text", plain === 0x20 ? "␣" : ascii(plain)));
  button.type = "button";
  button.setAttribute("aria-label", `${index}: ${hex(byte)} XOR ${hex(key[index % 4])} = ${hex(plain)} ${ascii(plain)}`);
  return button;
}

function workedOut(byte, key, index) {
  const keyByte = key[index % 4];
  const line = (sign, value, name) => make("div", "wire-xor-line",
    make("span", "wire-xor-sign", sign), make("span", `wire-xor-bits ${name}`, bits(value)),
    make("span", "", `0x${hex(value)}`));
  const what = said("p", "wire-quiet", "wire.unmask.byte", { index, keyIndex: index % 4 });
  return [what, line("", byte, "wire-cell-masked"), line("⊕", keyByte, "wire-cell-key"),
    line("=", byte ^ keyByte, "wire-cell-plain")];
}
