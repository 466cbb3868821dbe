// SHA-1 (RFC 3174), because a page from a plain http:// address has no crypto.subtle.

const rotated = (word, bits) => (word << bits) | (word >>> (32 - bits));

/** The 20 bytes of the digest. */
export function sha1(bytes) {
  const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  const blocks = padded(bytes);
  for (let at = 0; at < blocks.byteLength; at += 64) add(blocks, at, state);
  const digest = new DataView(new ArrayBuffer(20));
  state.forEach((word, index) => digest.setUint32(index * 4, word));
  return new Uint8Array(digest.buffer);
}

/** The message, a bit 1, bits 0, and the length in bits: a multiple of 64 bytes (§4). */
function padded(bytes) {
  const blocks = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
  blocks.set(bytes);
  blocks[bytes.length] = 0x80;
  const view = new DataView(blocks.buffer);
  view.setBigUint64(blocks.length - 8, BigInt(bytes.length) * 8n);
  return view;
}

/** One block into the state (§6.1). */
function add(blocks, at, state) {
  const words = Array.from({ length: 16 }, (_, index) => blocks.getUint32(at + index * 4));
  for (let t = 16; t < 80; t++) words[t] = rotated(words[t - 3] ^ words[t - 8] ^ words[t - 14] ^ words[t - 16], 1);
  let [a, b, c, d, e] = state;
  for (let t = 0; t < 80; t++) {
    const [mixed, constant] = mix(t, b, c, d);
    const next = (rotated(a, 5) + mixed + e + words[t] + constant) | 0;
    [a, b, c, d, e] = [next, a, rotated(b, 30), c, d];
  }
  [a, b, c, d, e].forEach((word, index) => { state[index] = (state[index] + word) | 0; });
}

/** The function and the constant of round `t` (§5). */
function mix(t, b, c, d) {
  if (t < 20) return [(b & c) | (~b & d), 0x5a827999];
  if (t < 40) return [b ^ c ^ d, 0x6ed9eba1];
  if (t < 60) return [(b & c) | (b & d) | (c & d), 0x8f1bbcdc];
  return [b ^ c ^ d, 0xca62c1d6];
}
