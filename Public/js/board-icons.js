// Drawings of the devices, and of what a change did to a file.
import { draw } from "./dom.js";

const shapes = {
  phone: [["rect", { x: 7, y: 2, width: 10, height: 20, rx: 2 }], ["path", { d: "M11 19h2" }]],
  tablet: [["rect", { x: 4, y: 2, width: 16, height: 20, rx: 2 }], ["path", { d: "M11 19h2" }]],
  computer: [["rect", { x: 3, y: 4, width: 18, height: 12, rx: 1.5 }], ["path", { d: "M1 20h22" }]],
  unknown: [["circle", { cx: 12, cy: 12, r: 9 }], ["path", { d: "M9.5 9.5a2.5 2.5 0 1 1 2.5 3v1.5M12 17v.2" }]],
};

/** A drawing without words: what stands beside it names the device. */
export function deviceIcon(kind) {
  const icon = draw("svg", { viewBox: "0 0 24 24", "aria-hidden": "true", class: "board-picture" });
  for (const [tag, attributes] of shapes[kind] ?? shapes.unknown) icon.append(draw(tag, attributes));
  return icon;
}
