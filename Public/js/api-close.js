// close(), with codes that a page may use and others.
import { say } from "./i18n.js";
import { byteCount, chip, element, quoted, showException } from "./api-dom.js";

const codes = ["", 1000, 3000, 4000, 4999, 1001, 1005, 1006, 1015, 2999, 5000];
const error = element("api-close-error");
const code = element("api-code");
const reason = element("api-reason");

export function closeSection(socket) {
  for (const value of codes) {
    chip(element("api-codes"), value === "" ? "close()" : String(value), () => {
      code.value = value;
      if (value === "") reason.value = "";
      countReason();
      close(socket);
    });
  }
  reason.addEventListener("input", countReason);
  countReason();
  element("api-close-form").addEventListener("submit", (event) => {
    event.preventDefault();
    close(socket);
  });
}

function countReason() {
  say(element("api-reason-bytes"), "api.reason.bytes", { bytes: byteCount(reason.value) });
}

function close(socket) {
  if (!socket.ws) return say(error, "api.noSocket");
  const args = code.value === "" ? [] : reason.value === "" ? [Number(code.value)] : [Number(code.value), reason.value];
  const shown = args.map((one) => (typeof one === "string" ? quoted(one) : one)).join(", ");
  showException(error, socket.call(`ws.close(${shown})`, () => socket.ws.close(...args)));
}
