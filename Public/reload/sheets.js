// Exchanging style sheets in place: the new one is loaded beside the old one, which goes when the new one is there.
const loadPatience = 10_000;

/** From path to the mark of its newest content, for what later sheets refer to by its plain name. */
const newestMarks = new Map();
const runningExchanges = new WeakMap();

function linksOf(path) {
  return allElements("link[rel~=stylesheet i][href]").filter((link) => pathOf(link.href) === path);
}

function hasSheet(path) {
  const links = linksOf(path);
  // With `integrity` no other content than the old one is right.
  if (links.some((link) => link.integrity)) return false;
  return links.length > 0 || importsOf(path).length > 0;
}

/** Whether all have been exchanged. Where the new one does not load, the old one stays. */
async function exchangeSheets(path, mark) {
  newestMarks.set(path, mark);
  const work = [...linksOf(path).map((link) => exchangeLink(link, mark)), ...importsOf(path).map((rule) => exchangeImport(rule, mark))];
  return (await Promise.all(work)).every(Boolean);
}

/** The element itself stays, because the page's scripts may hold it; a twin carries the new sheet while it loads. */
async function exchangeLink(link, mark) {
  const before = link.getAttribute("href");
  const after = marked(before, mark);
  runningExchanges.set(link, mark);
  if (!link.sheet) return setQuietly(link, after);
  const twin = link.cloneNode(false);
  for (const name of ["id", "href", "onload", "onerror"]) twin.removeAttribute(name);
  link.after(twin);
  const isLoaded = await setQuietly(twin, after);
  const isNewest = runningExchanges.get(link) === mark && link.getAttribute("href") === before && link.isConnected;
  if (!isLoaded || !isNewest) {
    twin.remove();
    return isLoaded;
  }
  await freshen(twin.sheet);
  const isDisabled = link.sheet?.disabled ?? false;
  twin.sheet.disabled = isDisabled;
  if (link.sheet) link.sheet.disabled = true;
  settleLink(link, twin, after, isDisabled).catch(quietly);
  return true;
}

/** Gives the element what its twin has loaded, and lets the twin go. */
async function settleLink(link, twin, href, isDisabled) {
  await setQuietly(link, href);
  if (link.sheet) {
    await freshen(link.sheet);
    link.sheet.disabled = isDisabled;
  }
  twin.remove();
}

/** Sets the address and resolves with whether it loaded; the page's own listeners do not hear of it. */
function setQuietly(link, href) {
  return new Promise((resolve) => {
    const root = link.getRootNode();
    const types = ["load", "error"];
    const end = (isLoaded) => {
      for (const type of types) root.removeEventListener(type, heard, true);
      resolve(isLoaded);
    };
    const heard = (event) => {
      if (event.target !== link) return;
      event.stopImmediatePropagation();
      end(event.type === "load");
    };
    for (const type of types) root.addEventListener(type, heard, true);
    later(() => end(false), loadPatience);
    link.setAttribute("href", href);
  });
}

/** Brings a sheet that was just loaded up to date with what it names: imports and images changed since the page was loaded. */
async function freshen(sheet) {
  for (const [path, mark] of newestMarks) {
    const stale = importsWithin([sheet], path).filter((rule) => !isMarked(rule.href));
    await Promise.all(stale.map((rule) => exchangeImport(rule, mark)));
    replaceInRules(sheet, path, mark);
  }
}
