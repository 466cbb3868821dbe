// Making elements: names and texts are set by DOM calls only, so that no data becomes markup.
import { say } from "./i18n.js";

/** An element with a class and children; a string child is text. */
export function make(tag, name = "", ...children) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.append(...children);
  return element;
}

/** An element that says `key` in the page's language. */
export function said(tag, name, key, args) {
  const element = make(tag, name);
  say(element, key, args);
  return element;
}

/** A button that says `key` and does `action`. */
export function button(name, key, action) {
  const element = said("button", name, key);
  element.type = "button";
  element.addEventListener("click", action);
  return element;
}

export { setLabel as name } from "./i18n.js";

/** An SVG element with attributes. */
export function draw(tag, attributes = {}, text) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text !== undefined) element.textContent = text;
  return element;
}
