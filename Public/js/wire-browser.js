// What the browser's own WebSocket object did and said, with its time.
import { preview } from "./wire-bytes.js";
import { Pairing } from "./wire-pairing.js";

export class BrowserSocket {
  pairing = new Pairing();
  marks = []; // What it said before the server's side of it was seen.
  connection = null;
  #start = performance.now();

  /** Listens to `socket`, and notes what is called on it; `onmark(entry, mark)` hears of each. */
  constructor(socket, label, onmark) {
    const url = new URL(socket.url, location.href);
    this.number = Number(url.searchParams.get("socket")) || null;
    this.path = url.pathname;
    this.label = label ?? "";
    this.onmark = onmark;
    this.#add("request", "new", { detail: url.pathname });
    this.#listen(socket);
    this.#noteCalls(socket);
  }

  #listen(socket) {
    socket.addEventListener("open", () => {
      this.#add("response", "open", { protocol: socket.protocol, extensions: socket.extensions });
    });
    socket.addEventListener("message", ({ data }) => this.#add("message-sent", "message", describe(data)));
    socket.addEventListener("error", () => this.#add("ended", "error", {}));
    socket.addEventListener("close", ({ code, reason, wasClean }) => {
      this.#add("ended", "close", { code, reason: preview(reason), wasClean });
    });
  }

  /** A call that threw sent nothing, so it is noted only after it returned. */
  #noteCalls(socket) {
    const { send, close } = socket;
    socket.send = (data) => {
      send.call(socket, data);
      if (socket.readyState === WebSocket.OPEN) this.#add("message-received", "send", describe(data));
    };
    socket.close = (...values) => {
      close.apply(socket, values);
      this.#add("closing", "close()", { detail: values.map((value) => JSON.stringify(value) ?? "").join(", ") });
    };
  }

  #add(slot, name, detail) {
    const mark = { name, at: performance.now() - this.#start, ...detail };
    if (!this.connection && this.marks.length < 100) this.marks.push(mark);
    this.onmark(this.pairing.addMark(slot, mark), mark, this);
  }
}

function describe(data) {
  if (typeof data === "string") return { detail: quoted(preview(data, 24)), kind: "text" };
  const size = data.byteLength ?? data.size ?? 0;
  return { detail: `${data.constructor?.name ?? "?"}(${size})`, kind: "binary", size };
}

/** As a script would write it; JSON stays readable. */
function quoted(text) {
  return text.includes('"') ? `'${text}'` : `"${text}"`;
}
