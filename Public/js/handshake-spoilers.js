// What can be spoiled in a handshake. `label`: the line meant; `marks`: the field, or "line", that is wrong in what was
// sent; `missing`: what a complete request would have had; `path`: where it is sent, /echo unless said.

export const spoilers = {
  "none": { label: "✓" },
  "method": { label: "GET", marks: "line" },
  "version": { label: "HTTP/1.1", marks: "line" },
  "host-missing": { label: "Host", missing: "Host: …" },
  "host-foreign": { label: "Host", marks: "host" },
  "upgrade-missing": { label: "Upgrade", missing: "Upgrade: websocket" },
  "upgrade-wrong": { label: "Upgrade", marks: "upgrade" },
  "connection-missing": { label: "Connection", missing: "Connection: Upgrade" },
  "key-missing": { label: "Sec-WebSocket-Key", missing: "Sec-WebSocket-Key: …" },
  "key-short": { label: "Sec-WebSocket-Key", marks: "sec-websocket-key" },
  "key-twice": { label: "Sec-WebSocket-Key", marks: "sec-websocket-key" },
  "version-missing": { label: "Sec-WebSocket-Version", missing: "Sec-WebSocket-Version: 13" },
  "version-8": { label: "Sec-WebSocket-Version", marks: "sec-websocket-version" },
  "origin-foreign": { label: "Origin", marks: "origin", path: "/chat" },
  "protocol-unknown": { label: "Sec-WebSocket-Protocol", marks: "sec-websocket-protocol", path: "/chat" },
};
