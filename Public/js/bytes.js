// Bytes and base64, and bytes as people read them.

/** The bytes that `text` stands for. Throws where it is no base64. */
export function bytesOfBase64(text) {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

export function base64OfBytes(bytes) {
  return btoa(String.fromCharCode(...bytes));
}

/** Two digits for the byte. */
export function hex(byte) {
  return byte.toString(16).padStart(2, "0");
}

export function hexOfBytes(bytes, separator = "") {
  return Array.from(bytes, hex).join(separator);
}

/** One character for each byte, as field values are (RFC 9110 §5.5). */
export function latin1OfBytes(bytes) {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}
