// A frame's header as RFC 6455 §5.2 draws it: which bits are what.

const opcodes = { 0: "continuation", 1: "text", 2: "binary", 8: "close", 9: "ping", 10: "pong" };

/** The name of an opcode; `reserved` for those that RFC 6455 §11.8 leaves free. */
export function opcodeName(opcode) {
  return opcodes[opcode] ?? "reserved";
}

/** The header at the start of `bytes`, or null if it is not all there. */
export function parseHeader(bytes) {
  if (bytes.length < 2) return null;
  const [first, second] = bytes;
  const header = {
    fin: first >> 7, rsv1: (first >> 6) & 1, rsv2: (first >> 5) & 1, rsv3: (first >> 4) & 1,
    opcode: first & 15, mask: second >> 7, shortLength: second & 127,
  };
  header.lengthBytes = { 126: 2, 127: 8 }[header.shortLength] ?? 0;
  header.size = 2 + header.lengthBytes + 4 * header.mask;
  if (bytes.length < header.size) return null;
  let length = 0;
  for (const byte of bytes.subarray(2, 2 + header.lengthBytes)) length = length * 256 + byte;
  header.payloadLength = header.lengthBytes ? length : header.shortLength;
  header.key = bytes.slice(2 + header.lengthBytes, header.size);
  header.bytes = bytes.slice(0, header.size);
  header.name = opcodeName(header.opcode);
  header.isControl = header.opcode > 7;
  return header;
}

/** The header's fields in order: name, class of colour, first bit and number of bits, value. */
export function headerFields(header) {
  const fields = [
    { name: "FIN", kind: "flag", length: 1, value: header.fin },
    { name: "RSV1", kind: "flag", length: 1, value: header.rsv1 },
    { name: "RSV2", kind: "flag", length: 1, value: header.rsv2 },
    { name: "RSV3", kind: "flag", length: 1, value: header.rsv3 },
    { name: "opcode", kind: "opcode", length: 4, value: header.opcode },
    { name: "MASK", kind: "length", length: 1, value: header.mask },
    { name: "length", kind: "length", length: 7, value: header.shortLength },
  ];
  if (header.lengthBytes) {
    fields.push({ name: "extended", kind: "extended", length: 8 * header.lengthBytes, value: header.payloadLength });
  }
  if (header.mask) fields.push({ name: "key", kind: "key", length: 32, value: header.key });
  let start = 0;
  for (const field of fields) {
    field.start = start;
    start += field.length;
  }
  return fields;
}

/** The class of colour of the frame's byte at `offset`. */
export function byteKind(header, offset) {
  if (!header || offset >= header.size) return "payload";
  if (offset < 2) return offset === 0 ? "first" : "length";
  return offset < 2 + header.lengthBytes ? "extended" : "key";
}
