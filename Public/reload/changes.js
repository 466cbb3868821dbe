// From changed files to what is done about each: exchange it in place, or reload the page.
class Changes {
  #session;
  #findings;
  #reloading;

  constructor(session, overlay, findings) {
    this.#session = session;
    this.#findings = findings;
    this.#reloading = new Reloading(session, overlay);
  }

  /** A message with the changes that concern this page. */
  async received({ seq, changes }) {
    const receivedAt = now();
    const due = changes.filter((change) => !this.#session.isDone(change));
    if (due.length === 0) return;
    const newest = Math.max(...due.map((change) => change.seq));
    const plans = due.map((change) => ({ path: pathOf(change.url), way: this.#wayOf(change) }));
    if (plans.some(({ way }) => way === "reload")) return this.#reloading.request(seq, newest);
    if (!this.#reloading.isWaiting) this.#session.acts(seq, due);
    const how = await exchangeAll(plans, newMark(seq));
    if (how === "failed") return this.#reloading.request(seq, newest);
    for (const { path, way } of plans) if (way !== "none" && how !== "none") this.#findings.mended(path);
    await beforePainting();
    this.#session.acknowledge(newest, how, now() - receivedAt);
  }

  #wayOf({ url, kind, document: isDocument }) {
    const path = pathOf(url);
    const initiators = this.#session.initiators(path);
    if (isDocument) return "reload";
    if (isOnlyFramed(path, initiators)) return "none";
    // What scripts have read may have gone anywhere.
    if (kind === "deleted" || ["fetch", "xmlhttprequest", "script"].some((type) => initiators.has(type))) return "reload";
    if (hasSheet(path)) return "style";
    if (showsImage(path)) return "image";
    return "reload";
  }
}

/** Frames look after themselves. */
function isOnlyFramed(path, initiators) {
  if ([...initiators].some((type) => !/^i?frame$/.test(type))) return false;
  return allElements("iframe, frame").some((frame) => {
    const inner = frame.contentDocument;
    return inner?.[runsHere] && inner.location?.pathname === path;
  });
}

/** What was done: "style", "image" or "none"; "failed" when only a reload can help. */
async function exchangeAll(plans, mark) {
  const results = await Promise.all(
    plans.map(({ path, way }) => {
      if (way === "style") return exchangeSheets(path, mark).then((isDone) => (isDone ? "style" : "failed"));
      if (way === "image") return exchangeImages(path, mark).then((isDone) => (isDone ? "image" : "failed"));
      return "none";
    }),
  );
  return ["failed", "style", "image"].find((how) => results.includes(how)) ?? "none";
}

/** Resolves when the frame is being made that shows what was changed; a hidden page paints nothing. */
function beforePainting() {
  if (document.hidden) return Promise.resolve();
  return Promise.race([pause(200), new Promise((resolve) => nextFrame(resolve))]);
}
