// Where the window and what scrolls inside of it stood, kept across a reload.
/** Content may come late, fetched or with images; after this the page is as long as it gets. */
const scrollPatience = 3_000;

/** `{path, left, top}` for each element that is scrolled; the window has no path. */
function keptScrolling() {
  const kept = [{ path: null, left: globalThis.scrollX, top: globalThis.scrollY }];
  for (const root of allRoots()) {
    for (const element of root.querySelectorAll("*")) {
      const { scrollLeft: left, scrollTop: top } = element;
      if ((left || top) && element !== document.scrollingElement) kept.push({ path: elementPath(element), left, top });
    }
  }
  return kept;
}

/** Scrolls back as soon as the content is there, until it is or somebody scrolls. */
async function scrollBack(kept) {
  let isTaken = false;
  for (const type of ["wheel", "touchmove", "keydown", "pointerdown"]) {
    listen(globalThis, type, (event) => (isTaken ||= event.isTrusted), { passive: true, capture: true });
  }
  await holds(() => isTaken || (kept.map(scrollOne).every(Boolean) && document.readyState === "complete"), scrollPatience);
  // The browser puts the window where it thinks best just after `load`.
  for (const wait of [0, 50, 150]) {
    await pause(wait);
    if (!isTaken) kept.forEach(scrollOne);
  }
}

/** Whether it stands there now. */
function scrollOne({ path, left, top }) {
  const element = path ? elementAt(path) : document.scrollingElement;
  if (!element) return false;
  const isThere = () => Math.abs(element.scrollLeft - left) < 2 && Math.abs(element.scrollTop - top) < 2;
  // Smooth scrolling by the page's style would be seen.
  if (!isThere()) element.scrollTo({ left, top, behavior: "instant" });
  return isThere();
}
