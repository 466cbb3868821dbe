import { hexOfBytes } from "./bytes.js";

/** Random bytes as hex digits; works on a plain http:// address, where `crypto.randomUUID` is missing. */
export function randomHex(bytes) {
  return hexOfBytes(crypto.getRandomValues(new Uint8Array(bytes)));
}
