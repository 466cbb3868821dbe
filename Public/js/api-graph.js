// bufferedAmount over time, while a server reads slowly.
import { say } from "./i18n.js";
import { element, mebibytes } from "./api-dom.js";
import { socketURL } from "./socket-url.js";

const namespace = "http://www.w3.org/2000/svg";
const [width, height] = [1000, 300];
const interval = 50;
const maxSamples = 1000; // Then every second one goes, and the next come half as often.
const piece = new ArrayBuffer(256 << 10);

export class BufferGraph {
  #socket;
  #state = element("api-buffer-state");
  #lines = ["api-buffered", "api-read"].map((name) => {
    const line = document.createElementNS(namespace, "polyline");
    line.setAttribute("class", name);
    element("api-graph").append(line);
    return line;
  });
  #run = null;

  constructor(socket) {
    this.#socket = socket;
    element("api-buffer-form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#start(Number(element("api-amount").value) << 20, Number(element("api-rate").value));
    });
    socket.listen(({ kind, name, event }) => {
      const run = this.#run;
      if (!run || run.ws !== socket.ws || kind !== "event") return;
      if (name === "open") this.#send(run);
      else if (name === "message") run.read += JSON.parse(event.data).read;
      else if (name === "close") this.#end("api.buffer.closed");
    });
  }

  #start(total, rate) {
    clearInterval(this.#run?.timer);
    this.#run = null;
    const url = socketURL(`/slow?bytes-per-second=${rate}`);
    if (this.#socket.construct(url, [], `ws = new WebSocket("${url}")`)) return;
    this.#run = { ws: this.#socket.ws, total, read: 0, samples: [], every: 1, ticks: 0, startedAt: 0, timer: 0 };
    say(this.#state, "api.buffer.connecting");
  }

  #send(run) {
    const count = run.total / piece.byteLength;
    this.#socket.call(`for (let i = 0; i < ${count}; i++) ws.send(piece)`, () => {
      for (let index = 0; index < count; index += 1) run.ws.send(piece);
    });
    run.startedAt = performance.now();
    this.#sample(run);
    run.timer = setInterval(() => this.#sample(run), interval);
  }

  #sample(run) {
    if (run.ws !== this.#socket.ws) { // The visitor has connected elsewhere.
      this.#end("api.buffer.closed");
      return;
    }
    run.ticks += 1;
    const time = (performance.now() - run.startedAt) / 1000;
    const { bufferedAmount } = run.ws;
    const isDone = run.read >= run.total;
    if (run.ticks % run.every === 0 || isDone) run.samples.push({ time, buffered: bufferedAmount, read: run.read });
    if (run.samples.length > maxSamples) {
      run.samples = run.samples.filter((_, index) => index % 2 === 0);
      run.every *= 2;
    }
    this.#draw(run, time);
    this.#say("api.buffer.now", run, bufferedAmount);
    if (isDone) this.#end("api.buffer.done");
  }

  #end(key) {
    const run = this.#run;
    this.#run = null;
    clearInterval(run.timer);
    this.#say(key, run, run.ws.bufferedAmount);
  }

  #say(key, run, buffered) {
    const most = Math.max(0, ...run.samples.map((sample) => sample.buffered));
    say(this.#state, key, {
      buffered: mebibytes(buffered), read: mebibytes(run.read), total: mebibytes(run.total), most: mebibytes(most),
      hidden: mebibytes(Math.max(0, run.total - buffered - run.read)),
    });
  }

  #draw({ samples, total }, end) {
    const x = (time) => ((time / Math.max(end, 0.001)) * width).toFixed(1);
    const y = (bytes) => (height - (bytes / total) * (height - 2)).toFixed(1);
    const [buffered, read] = this.#lines;
    buffered.setAttribute("points", samples.map((one) => `${x(one.time)},${y(one.buffered)}`).join(" "));
    read.setAttribute("points", samples.map((one) => `${x(one.time)},${y(one.read)}`).join(" "));
    element("api-graph-most").textContent = `${mebibytes(total)} MiB`;
    element("api-graph-seconds").textContent = `${end.toFixed(1)} s`;
  }
}
