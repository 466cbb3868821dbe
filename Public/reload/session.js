// What the page and the server say to each other (webdemo.reload.v1), and what each knows of the other.
/** A welcome counts once the connection has brought what was missed, which comes right behind it. */
const welcomeSettles = 1_000;
const maxErrors = 50;

class Session {
  #page = newPageID();
  #boot = null;
  /** The last change that this document has acted upon, or was there before it. */
  #since = null;
  /** From path to the version of its content that the server told. */
  #versions = new Map();
  #uses = new Uses((uses) => this.#tellUses(uses));
  #line = new Line(this.#page, {
    opened: () => this.#hello(),
    closed: () => this.#parted(),
    received: (message) => this.#received(message),
  });
  #errors = [];
  #settling = 0;
  #heard;
  #applied;

  /** `applied` is the reload that led to this document: `{boot, seq}` or null. `heard` has a method per kind of message. */
  constructor(applied, heard) {
    this.#applied = applied;
    this.#heard = heard;
  }

  start() {
    this.#uses.start();
    this.#line.open();
    listen(globalThis, "pagehide", () => this.#line.close());
    listen(globalThis, "pageshow", (event) => event.persisted && this.#line.open());
    listen(document, "freeze", () => this.#line.close());
    listen(document, "resume", () => this.#line.open());
    listen(globalThis, "online", () => this.#line.nudge());
    listen(document, "visibilitychange", () => document.hidden || this.#line.nudge());
  }

  initiators(path) {
    return this.#uses.initiators(path);
  }

  /** Where the next document of this page is to start from. */
  reached(seq) {
    return { boot: this.#boot, seq };
  }

  /** Whether this change was acted upon, by this document or by the reload that led to it. */
  isDone(seq) {
    const isBehind = (mark) => mark?.boot === this.#boot && seq <= mark.seq;
    return isBehind(this.#applied) || isBehind(this.#done);
  }

  #done = null;

  /** The page acts on what came up to this change. */
  acts(seq, changes) {
    never(this.#settling);
    this.#since = this.#done = this.reached(seq);
    for (const { url, version } of changes) if (version) this.#versions.set(pathOf(url), version);
  }

  acknowledge(seq, how, milliseconds) {
    this.#line.send({ type: "applied", seq, how, ms: Math.round(milliseconds * 10) / 10 });
  }

  waits(seq) {
    this.#line.send({ type: "waiting", seq });
  }

  /** Tells of an error; again when another server is there. */
  report(error) {
    if (this.#errors.length >= maxErrors) return;
    this.#errors.push(error);
    if (this.#boot) this.#line.send({ type: "error", ...error });
  }

  #hello() {
    const uses = this.#uses.all;
    this.#line.send({
      type: "hello",
      url: location.pathname + location.search,
      title: document.title.slice(0, 128),
      age: Math.round(now()),
      since: this.#since ?? undefined,
      uses: uses ? this.#asTold(uses) : [],
      screen: screenSize(),
      applied: this.#applied ? { seq: this.#applied.seq, how: "reload" } : undefined,
    });
    if (!uses) this.#tellUses(null);
  }

  #tellUses(uses) {
    this.#line.send(uses ? { type: "uses", uses: this.#asTold(uses) } : { type: "uses", all: true });
  }

  #asTold(uses) {
    return uses.map(({ url, time }) => ({
      url,
      age: Math.max(0, Math.round(now() - time)),
      version: this.#versions.get(pathOf(url)),
    }));
  }

  #received(message) {
    if (message.type === "welcome") this.#welcomed(message);
    if (message.type === "versions") this.#keep(message.versions);
    const known = ["changes", "hint", "go", "welcome"];
    if (known.includes(message.type)) this.#heard[message.type](message);
  }

  #welcomed({ boot, seq, versions }) {
    const isNew = boot !== this.#boot;
    this.#boot = boot;
    this.#keep(versions);
    never(this.#settling);
    this.#settling = later(() => (this.#since = { boot, seq }), welcomeSettles);
    if (isNew) for (const error of this.#errors) this.#line.send({ type: "error", ...error });
  }

  #keep(versions) {
    for (const [url, version] of Object.entries(versions ?? {})) this.#versions.set(pathOf(url), version);
  }

  #parted() {
    never(this.#settling);
  }
}

function newPageID() {
  const digits = crypto.getRandomValues(new Uint32Array(3));
  return [...digits].map((digit) => digit.toString(36)).join("");
}

function screenSize() {
  const { innerWidth: width, innerHeight: height, devicePixelRatio: ratio } = globalThis;
  return { width, height, ratio, touch: matchMedia("(pointer: coarse)").matches };
}
