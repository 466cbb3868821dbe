// What the page and the server say to each other (webdemo.reload.v1), and what each knows of the other.
/** A welcome counts once the connection has brought what was missed, which comes right behind it. */
const welcomeSettles = 1_000;
const maxErrors = 50;

class Session {
  #page = newPageID();
  #boot = null;
  /** From server and path to the last change that this document has acted upon. */
  #done = new Map();
  /** From where on the server is to tell what was missed. */
  #since = null;
  /** From path to the version of its content that the server told. */
  #versions = new Map();
  #uses = new Uses((uses) => this.#tellUses(uses));
  #line = new Line(this.#page, {
    opened: () => this.#hello(),
    closed: () => this.#parted(),
    received: (message) => this.#received(message),
  });
  #isKnown = false;
  #isWelcome = false;
  #errors = [];
  #toldErrors = 0;
  #settling = 0;
  #heard;
  #applied;

  /** `applied` is the reload that led to this document, as `reached` says it; null for none. `heard` has a method per kind of message. */
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
    listen(globalThis, "online", () => this.#line.renew());
    listen(document, "visibilitychange", () => document.hidden || this.#line.nudge());
  }

  initiators(path) {
    return this.#uses.initiators(path);
  }

  /** What the next document is the result of: all until `seq`; `newest` is the last that concerned the page. */
  reached(seq, newest) {
    return { boot: this.#boot, seq, newest };
  }

  /** Whether this change was acted upon, by this document or by the reload that led to it. */
  isDone({ seq, url }) {
    if (this.#applied?.boot === this.#boot && seq <= this.#applied.seq) return true;
    return seq <= (this.#done.get(this.#doneKey(url)) ?? -1);
  }

  /** An older change of another file may come later: when the page says late that it uses that. */
  #doneKey(url) {
    return `${this.#boot} ${pathOf(url)}`;
  }

  /** The page acts on what came up to this change. */
  acts(seq, changes) {
    never(this.#settling);
    this.#since = { boot: this.#boot, seq };
    for (const { url, version, seq } of changes) {
      this.#done.set(this.#doneKey(url), seq);
      if (version) this.#versions.set(pathOf(url), version);
    }
  }

  acknowledge(seq, how, milliseconds) {
    this.#say({ type: "applied", seq, how, ms: Math.round(milliseconds * 10) / 10 });
  }

  waits(seq) {
    this.#say({ type: "waiting", seq });
  }

  /** Tells of an error; again when another server is there. */
  report(error) {
    if (this.#errors.length >= maxErrors) return;
    this.#errors.push(error);
    if (this.#isWelcome) this.#tellErrors();
  }

  #tellErrors() {
    for (const error of this.#errors.slice(this.#toldErrors)) this.#say({ type: "error", ...error });
    this.#toldErrors = this.#errors.length;
  }

  /** Before the hello nobody knows the page; what it has to say then stands in the hello. */
  #say(message) {
    if (this.#isKnown) this.#line.send(message);
  }

  #hello() {
    const uses = this.#uses.all;
    this.#isKnown = true;
    this.#say({
      type: "hello",
      url: location.pathname + location.search,
      title: document.title.slice(0, 128),
      agent: navigator.userAgent.slice(0, 512),
      age: Math.round(now()),
      since: this.#since ?? undefined,
      uses: uses ? this.#asTold(uses) : [],
      all: uses ? undefined : true,
      screen: screenSize(),
      applied: this.#boot || !this.#applied ? undefined : { seq: this.#applied.newest, how: "reload" },
    });
  }

  #tellUses(uses) {
    this.#say(uses ? { type: "uses", uses: this.#asTold(uses) } : { type: "uses", all: true });
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
    const known = ["changes", "hint", "go", "troubles", "welcome"];
    if (known.includes(message.type)) this.#heard[message.type](message);
  }

  #welcomed({ boot, seq, versions }) {
    const isNew = boot !== this.#boot;
    this.#boot = boot;
    this.#keep(versions);
    never(this.#settling);
    this.#settling = later(() => (this.#since = { boot, seq }), welcomeSettles);
    this.#isWelcome = true;
    if (isNew) this.#toldErrors = 0;
    this.#tellErrors();
  }

  /** What is known stays until the page acts on the change: the next hello must not claim content that is not here. */
  #keep(versions) {
    for (const [url, version] of Object.entries(versions ?? {})) {
      const path = pathOf(url);
      if (!this.#versions.has(path)) this.#versions.set(path, version);
    }
  }

  #parted() {
    this.#isKnown = this.#isWelcome = false;
    never(this.#settling);
  }
}
