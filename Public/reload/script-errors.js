// JavaScript errors, rejections that nobody handles, and what a policy forbids.

/** Where the listener that stands before a document's own scripts keeps the events that it heard. */
const early = Symbol.for("webdemo.early");

/** The line and column behind which the listener stands in the document, and by how much columns behind it are too large. */
const [listenerLine, listenerColumn, listenerLength] = (tagData.listener ?? "").split(":").map(Number);
/** Of the document, which scripts may change. */
const firstPath = globalThis.document && pathOf(location.href);

function watchScripts(findings) {
  const add = {
    error: (event) => event instanceof ErrorEvent && !isForeign(event.filename) && findings.add(scriptError(event)),
    unhandledrejection: ({ reason }) => findings.add(rejection(reason)),
    securitypolicyviolation: (event) => {
      const isAboutUs = isOurs(event.blockedURI) || isOurs(event.sourceFile ?? "");
      if (event.disposition === "enforce" && !isAboutUs) findings.add(violation(event));
    },
  };
  for (const event of heardEarlier()) safely(add[event.type])(event);
  for (const type of Object.keys(add)) listen(globalThis, type, add[type]);
}

/** From now on it keeps none. */
function heardEarlier() {
  const events = document[early] ?? [];
  events.push = () => 0;
  return events.splice(0);
}

function scriptError({ message, filename, lineno, colno }) {
  return { kind: "script", message, ...placed(filename, lineno, colno) };
}

/** A place in a file as its author knows it. */
function placed(url, line, column) {
  const isBehind = line === listenerLine && column > listenerColumn + listenerLength && pathOf(url) === firstPath;
  return { url, line: line || undefined, column: (isBehind ? column - listenerLength : column) || undefined };
}

function rejection(reason) {
  const message = reason instanceof Error ? `${reason.name}: ${reason.message}` : String(reason);
  // Browsers write frames in many ways; all end in the address, the line and the column.
  const frame = /(https?:\/\/[^\s()]+?):(\d+):(\d+)/.exec(reason?.stack ?? "");
  if (!frame) return { kind: "promise", message };
  return { kind: "promise", message, ...placed(frame[1], Number(frame[2]), Number(frame[3])) };
}

function violation({ effectiveDirective, blockedURI, sourceFile, lineNumber, columnNumber }) {
  return {
    kind: "blocked",
    message: `${effectiveDirective} (${readable(blockedURI)})`,
    ...placed(sourceFile || blockedURI, lineNumber, columnNumber),
  };
}

/** Browser extensions, our own script, and what is no fault of the page's. */
function isForeign(filename) {
  return /-extension:/.test(filename) || isOurs(filename);
}

function isOurs(url) {
  return /\/_webdemo\/reload(\.js)?$/.test(url) || isMarked(url);
}
