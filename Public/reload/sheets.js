// Exchanging style sheets in place: the new one is loaded beside the old one, which goes when the new one is there.
const loadPatience = 10_000;

/** From path to the mark of its newest content, for what later sheets refer to by its plain name. */
const newestMarks = new Map();
/** From path to the end of what is being done; two at once would exchange each other's. */
const runningExchanges = new Map();

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
  await runningExchanges.get(path);
  // A newer one waits behind this, and brings what this would.
  if (newestMarks.get(path) !== mark) return true;
  const settling = [];
  const links = linksOf(path).map((link) => exchangeLink(link, mark, settling));
  const imports = importsOf(path).map((rule) => exchangeImport(rule, mark));
  const work = Promise.all([...links, ...imports]);
  runningExchanges.set(path, work.then(() => Promise.all(settling)).catch(quietly));
  return (await work).every(Boolean);
}

/** The element itself stays, because the page's scripts may hold it; a twin carries the new sheet while it loads. */
async function exchangeLink(link, mark, settling) {
  const before = link.getAttribute("href");
  const after = marked(before, mark);
  if (!link.sheet) return setQuietly(link, after);
  const twin = link.cloneNode(false);
  for (const name of ["id", "href", "onload", "onerror"]) twin.removeAttribute(name);
  link.after(twin);
  const isLoaded = await setQuietly(twin, after);
  // The page may have put another sheet there meanwhile.
  if (!isLoaded || !twin.sheet || !link.sheet || link.getAttribute("href") !== before) {
    twin.remove();
    return isLoaded;
  }
  await freshen(twin.sheet);
  const { disabled } = link.sheet;
  twin.sheet.disabled = disabled;
  link.sheet.disabled = true;
  settling.push(settleLink(link, twin, after, disabled));
  return true;
}

/** Gives the element what its twin has loaded, and lets the twin go. */
async function settleLink(link, twin, href, disabled) {
  await setQuietly(link, href);
  if (link.sheet) {
    await freshen(link.sheet);
    link.sheet.disabled = disabled;
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
