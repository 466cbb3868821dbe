// Small things that the page's parts share.
import { make } from "./dom.js";

export const element = (id) => document.getElementById(id);

export function chip(parent, text, action) {
  const button = make("button", "button plain api-chip", text);
  button.type = "button";
  button.addEventListener("click", action);
  parent.append(button);
  return button;
}

/** As it would be written in a program; long texts are cut. */
export function quoted(text) {
  return JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}…` : text);
}

export function showException(place, thrown) {
  place.textContent = thrown ? `${thrown.name}: ${thrown.message}` : "";
}

export function byteCount(text) {
  return new TextEncoder().encode(text).length;
}

export function mebibytes(bytes) {
  return (bytes / 2 ** 20).toFixed(1);
}
