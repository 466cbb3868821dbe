// URLs as the page writes them, and with a mark that no cache has seen. The mark also tells our own requests from the page's.
const markName = "webdemo";

/** The path of a URL of this origin; null for any other. */
function pathOf(text, base = document.baseURI) {
  const url = parsedURL(text, base);
  return url?.origin === location.origin ? url.pathname : null;
}

/** Path and query of a URL of this origin as the page asked for it; null for others, and for what this script asks for. */
function ownURL(text) {
  const url = parsedURL(text, document.baseURI);
  if (url?.origin !== location.origin || isMarked(url.search)) return null;
  if (/^\/_webdemo\/reload(\.js)?$/.test(url.pathname)) return null;
  return url.pathname + url.search;
}

function parsedURL(text, base) {
  try {
    return new URL(text, base);
  } catch {
    return null;
  }
}

/** A mark for this change that no document has used before. */
function newMark(seq) {
  return `${seq}.${Date.now().toString(36)}`;
}

function isMarked(text) {
  return /[?&]webdemo=/.test(text);
}

/** The URL, relative or not, with this mark instead of its own. */
function marked(text, mark) {
  const [, rest, fragment] = /^([^#]*)(.*)$/s.exec(unmarked(text));
  return `${rest}${rest.includes("?") ? "&" : "?"}${markName}=${mark}${fragment}`;
}

function unmarked(text) {
  return text.replace(/([?&])webdemo=[^&#]*(&|(?=#|$))/, (_, before, after) => (after ? before : ""));
}

/** What people read: without our mark, and without the origin if it is ours. */
function readable(text) {
  const url = parsedURL(unmarked(String(text)), document.baseURI);
  if (!url) return String(text).slice(0, 500);
  return (url.origin === location.origin ? url.pathname + url.search : url.href).slice(0, 500);
}
