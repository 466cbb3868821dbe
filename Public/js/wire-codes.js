// Close codes: which text explains each, and where it is written.

const sections = {
  1000: "7.4.1", 1001: "7.4.1", 1002: "7.4.1", 1003: "7.4.1", 1004: "7.4.1", 1005: "7.4.1", 1006: "7.4.1",
  1007: "7.4.1", 1008: "7.4.1", 1009: "7.4.1", 1010: "7.4.1", 1011: "7.4.1", 1015: "7.4.1",
};
const registered = [1012, 1013, 1014]; // In IANA's registry, after RFC 6455.
const neverSent = [1005, 1006, 1015];

/** `{key, source, neverSent}` of a close code: the text's key, the document's section. */
export function explainCode(code) {
  const never = neverSent.includes(code);
  if (Object.hasOwn(sections, code)) {
    return { key: `wire.code.${code}`, source: `RFC 6455 §${sections[code]}`, neverSent: never };
  }
  if (registered.includes(code)) {
    return { key: `wire.code.${code}`, source: "IANA WebSocket Close Code Number Registry", neverSent: never };
  }
  return { key: `wire.code.${rangeOf(code)}`, source: "RFC 6455 §7.4.2", neverSent: never };
}

function rangeOf(code) {
  if (code < 1000) return "unused";
  if (code < 3000) return "protocol";
  if (code < 4000) return "library";
  return code < 5000 ? "private" : "undefined";
}
