// Numbers, names and times as the board writes them.
import { languageTag } from "./i18n.js";

/** The last part of a path, so that a narrow card shows what differs; empty where the file is unknown. */
export function baseName(path) {
  return path ? path.replace(/\/+$/, "").split("/").pop() || "/" : "";
}

/** "34 ms"; whole ones from 10 on. Unknown is a dash. */
export function milliseconds(value) {
  return typeof value === "number" ? `${number(value, value < 10 ? 1 : 0)} ms` : "–";
}

export function number(value, digits = 0) {
  return Number(value).toLocaleString(languageTag(), { maximumFractionDigits: digits });
}

/** The time of day of `time`, milliseconds since 1970. */
export function clockTime(time) {
  return new Date(time).toLocaleTimeString("en-GB");
}

/** Where an error is: "/app.js:3:5", as far as it is known. */
export function place({ url, line, column }) {
  return [url, line, column].filter((part) => part !== undefined && part !== null && part !== "").join(":");
}
