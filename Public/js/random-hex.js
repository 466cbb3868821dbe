/** Random bytes as hex digits; works on a plain http:// address, where `crypto.randomUUID` is missing. */
export function randomHex(bytes) {
  return [...crypto.getRandomValues(new Uint8Array(bytes))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
