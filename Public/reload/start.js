// The beginning, in a page or in the shared worker.

function start() {
  if (globalThis.SharedWorkerGlobalScope) new Hub().start();
  else if (globalThis.document && /^https?:$/.test(location.protocol)) safely(startWhenShown)();
}

/** A page that is rendered ahead may never be seen. */
function startWhenShown() {
  if (document.prerendering) listen(document, "prerenderingchange", startPage, { once: true });
  else startPage();
}

/** Marks documents in which this script runs, for the frames around them and for a second tag of ours. */
const runsHere = Symbol.for("webdemo.reload");

function startPage() {
  if (document[runsHere]) return;
  Object.defineProperty(document, runsHere, { value: true });
  const before = takeKept();
  const findings = new Findings();
  const overlay = new Overlay();
  const session = new Session(before?.reached ?? null, {
    welcome: (message) => panel.welcomed(message),
    changes: (message) => changes.received(message),
    hint: (message) => findings.hinted(message),
    go: (message) => goTo(message.url),
    troubles: (message) => panel.troubled(message.troubles),
  });
  const panel = new Panel(overlay, findings);
  const changes = new Changes(session, overlay, findings);
  findings.start((finding) => session.report(finding), () => panel.show());
  surviveRewriting();
  watchTyping();
  watchOpened();
  if (before) restore(before);
  session.start();
}

/** The teacher's button; a frame of our own goes with the page around it. */
function goTo(text) {
  const url = parsedURL(text, location.href);
  if (!/^https?:$/.test(url?.protocol) || isFramedByOurs()) return;
  location.assign(url.href);
}

function isFramedByOurs() {
  try {
    return window !== window.parent && Boolean(window.parent.document[runsHere]);
  } catch {
    return false;
  }
}
