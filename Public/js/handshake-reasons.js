// Why each line of a handshake is there: the key of the text, and where the RFC says it.

const request = {
  "host": "RFC 6455 §4.1 (4) · RFC 9110 §7.2",
  "upgrade": "RFC 6455 §4.1 (5) · RFC 9110 §7.8",
  "connection": "RFC 6455 §4.1 (6) · RFC 9110 §7.6.1",
  "sec-websocket-key": "RFC 6455 §4.1 (7), §11.3.1",
  "sec-websocket-version": "RFC 6455 §4.1 (9), §11.3.5",
  "sec-websocket-protocol": "RFC 6455 §4.1 (10), §11.3.4",
  "sec-websocket-extensions": "RFC 6455 §4.1 (11) · RFC 7692 §7",
  "origin": "RFC 6455 §4.1 (8), §10.2 · RFC 6454 §7",
  "user-agent": "RFC 9110 §10.1.5",
  "cookie": "RFC 6455 §4.1 (12) · RFC 6265 §5.4",
  "authorization": "RFC 6455 §4.1 (12) · RFC 9110 §11.6.2",
  "cache-control": "RFC 9111 §5.2",
  "pragma": "RFC 9111 §5.4",
  "accept-encoding": "RFC 9110 §12.5.3",
  "accept-language": "RFC 9110 §12.5.4",
};

const response = {
  "upgrade": "RFC 6455 §4.2.2 (5.2) · RFC 9110 §7.8",
  "connection": "RFC 6455 §4.2.2 (5.3) · RFC 9110 §7.6.1",
  "sec-websocket-accept": "RFC 6455 §4.2.2 (5.4), §11.3.3",
  "sec-websocket-protocol": "RFC 6455 §4.2.2 (5.5), §11.3.4",
  "sec-websocket-extensions": "RFC 6455 §4.2.2 (5.6) · RFC 7692 §7",
  "date": "RFC 9110 §6.6.1",
  "server": "RFC 9110 §10.2.4",
};

/** Lines without which there is no WebSocket. */
const needed = ["host", "upgrade", "connection", "sec-websocket-key", "sec-websocket-version", "sec-websocket-accept"];

/** `key`: of the text; `source`: the RFC's section; `isNeeded`: without it there is no WebSocket. */
export function reason(line, isRequest) {
  const kind = isRequest ? "request" : "response";
  if (line.name === null) {
    const source = isRequest ? "RFC 6455 §4.1 (2, 3)" : "RFC 6455 §4.2.2 (5.1) · RFC 9110 §15.2.2";
    return { key: `handshake.${kind}.line`, source, isNeeded: true };
  }
  const sources = isRequest ? request : response;
  if (!Object.hasOwn(sources, line.name)) return { key: "handshake.field.other", source: "", isNeeded: false };
  return { key: `handshake.${kind}.${line.name}`, source: sources[line.name], isNeeded: needed.includes(line.name) };
}
