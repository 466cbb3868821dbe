// The experiments, in teaching order. Each says where its server is, what one can predict, what is expected, and, where
// connecting is not all, what the page does and how it reads what came of it.

/** What became of a connection, where nothing more than that is asked. */
function ending(record) {
  if (!record.opened) return "refused";
  if (record.close) return record.close.wasClean ? "clean" : "broken";
  return record.messages.length > 0 ? "delivered" : "nothing";
}

/** The same where it matters how many messages arrive. */
function counting(record) {
  if (record.close) return ending(record);
  return record.messages.length === 1 ? "one" : record.messages.length > 1 ? "many" : "nothing";
}

const wrong = ["delivered", "nothing", "clean", "broken"];
const text = "webdemo ".repeat(500);

function sendsText(socket, record, note) {
  note("send", "lab.event.characters", { count: text.length });
  socket.send(text);
}

function readsCompression(record) {
  if (record.close) return ending(record);
  const [data] = record.messages;
  if (data === undefined) return "nothing";
  if (data.length !== text.length) return "shorter";
  return record.extensions ? "extension" : "plain";
}

const pings = { choices: ["one", "many", "ping", "broken"], read: counting };
const codes = ["1000", "1001", "1005", "1006", "1011", "1015", "999", "2999", "3000", "4000", "5000"];
const sendable = /^(100[0-3]|100[7-9]|101[0-4]|[34]\d{3})$/;

export const experiments = [
  { id: "handshake-drop", group: "handshake", choices: ["refused", "broken", "nothing"], expected: "refused" },
  { id: "wrong-accept", group: "handshake", choices: ["nothing", "broken", "refused"], expected: "refused" },
  { id: "unknown-subprotocol", group: "handshake", choices: ["nothing", "refused", "clean"], expected: "refused" },
  {
    id: "compressed",
    group: "handshake",
    choices: ["shorter", "extension", "plain"],
    expected: "extension",
    act: sendsText,
    read: readsCompression,
    isDone: (record) => record.messages.length > 0,
  },
  {
    id: "uncompressed",
    group: "handshake",
    choices: ["refused", "extension", "plain"],
    expected: "plain",
    act: sendsText,
    read: readsCompression,
    isDone: (record) => record.messages.length > 0,
  },

  { id: "masked", group: "frames", choices: wrong, expected: "broken" },
  { id: "reserved-bit", group: "frames", choices: wrong, expected: "broken" },
  { id: "reserved-opcode", group: "frames", choices: wrong, expected: "broken" },
  { id: "invalid-utf8", group: "frames", choices: wrong, expected: "broken" },
  { id: "long-control", group: "frames", choices: ["ping", "nothing", "broken"], expected: "broken" },
  { id: "fragmented-ping", group: "frames", choices: ["ping", "nothing", "broken"], expected: "broken" },
  { id: "byte-per-fragment", group: "frames", choices: ["many", "one", "broken"], expected: "one", read: counting },
  { id: "ping-between-fragments", group: "frames", expected: "one", ...pings },

  {
    id: "drop",
    group: "endings",
    choices: ["clean", "broken", "nothing"],
    expected: "broken",
    options: [{ name: "ms", min: 0, max: 10_000, value: 500 }],
  },
  {
    id: "close",
    group: "endings",
    choices: ["clean", "broken", "nothing"],
    options: [{ name: "code", values: codes, value: "1006" }, { name: "reason", maxLength: 123, value: "bye" }],
    expects: (options) => (sendable.test(options.code) ? "clean" : "broken"),
    why: (actual) => `lab.close.why.${actual === "clean" ? "clean" : "broken"}`,
  },
  { id: "close-without-code", group: "endings", choices: ["clean", "broken", "nothing"], expected: "clean" },
  { id: "close-long-reason", group: "endings", choices: ["clean", "broken", "nothing"], expected: "broken" },
  {
    id: "no-close",
    group: "endings",
    choices: ["clean", "broken", "waiting"],
    expected: null, // How long a browser waits is its own affair.
    quiet: 12_000,
    act(socket, record, note) {
      note("close()", "lab.event.closing", { code: 1000 });
      socket.close(1000, "bye");
    },
    read: (record) => (record.close ? ending(record) : "waiting"),
  },
  { id: "no-pong", group: "endings", choices: ["nothing", "broken", "clean"], expected: "nothing", quiet: 3_000 },

  {
    id: "huge",
    group: "loads",
    choices: ["many", "one", "broken"],
    expected: "one",
    read: counting,
    quiet: 20_000,
    quietAfterMessage: 1_000,
    options: [{ name: "bytes", values: ["1048576", "16777216", "67108864"], value: "16777216", label: "size" }],
  },
  {
    id: "slow-reader",
    group: "loads",
    choices: ["waits", "throws", "grows"],
    expected: "grows",
    quiet: 15_000,
    options: [{ name: "bytes", values: ["524288", "2097152", "8388608"], value: "2097152", label: "rate" }],
    act(socket, record, note) {
      const part = new Uint8Array(512 * 1024);
      const start = performance.now();
      try {
        for (let count = 0; count < 16; count += 1) socket.send(part);
      } catch {
        record.threw = true;
      }
      record.took = performance.now() - start;
      record.buffered = socket.bufferedAmount;
      note("send", "lab.event.sent", {
        bytes: 16 * part.length, ms: record.took.toFixed(1), buffered: record.buffered,
      });
      watchBuffer(socket, note);
    },
    read(record) {
      if (record.threw) return "throws";
      if (!record.opened || record.close) return ending(record);
      return record.buffered > 0 && record.took < 500 ? "grows" : "waits";
    },
    isDone: (record) => record.messages.length === 16,
  },
  {
    id: "latency",
    group: "loads",
    choices: ["disorder", "order", "lost"],
    expected: "order",
    quiet: 12_000,
    options: [
      { name: "ms", min: 0, max: 5_000, value: 300 }, { name: "jitter", min: 0, max: 5_000, value: 250 },
    ],
    act(socket, record, note) {
      for (const text of ["1", "2", "3", "4", "5"]) socket.send(text);
      note("send", "lab.event.five");
    },
    read(record) {
      if (!record.opened || record.close) return ending(record);
      if (record.messages.length < 5) return "lost";
      return record.messages.join("") === "12345" ? "order" : "disorder";
    },
    isDone: (record) => record.messages.length === 5,
  },
].map((experiment) => ({ read: ending, ...experiment }));

export const groups = ["handshake", "frames", "endings", "loads"];

/** Notes how `bufferedAmount` shrinks, until it is empty. */
function watchBuffer(socket, note) {
  const timer = setInterval(() => {
    note("bufferedAmount", "lab.event.bytes", { bytes: socket.bufferedAmount });
    if (socket.bufferedAmount === 0 || socket.readyState !== WebSocket.OPEN) clearInterval(timer);
  }, 500);
}
