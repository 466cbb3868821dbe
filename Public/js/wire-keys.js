// The keyboard: arrows move between lines, Enter opens one, Escape goes back.

/** Follows the keys in `panel`. */
export function followKeys(panel) {
  panel.timelines.element.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (!event.target.closest?.(".wire-row")) return;
    const target = destination(panel.shownEntries, panel.chosen, event.key);
    if (!target) return;
    event.preventDefault();
    panel.choose(target);
  });
  document.addEventListener("keydown", (event) => {
    const concerns = panel.toolbar.isZoomed || panel.element.contains(event.target);
    if (event.key !== "Escape" || event.defaultPrevented || !concerns) return;
    if (panel.isOpen) panel.closeDetails();
    else if (panel.toolbar.isZoomed) panel.toolbar.zoom(false);
    else return;
    event.preventDefault();
  });
}

function destination(entries, chosen, key) {
  const index = entries.indexOf(chosen);
  switch (key) {
    case "ArrowDown":
    case "ArrowRight": return entries[index + 1];
    case "ArrowUp":
    case "ArrowLeft": return entries[index - 1];
    case "PageDown": return entries[Math.min(index + 10, entries.length - 1)];
    case "PageUp": return entries[Math.max(index - 10, 0)];
    case "Home": return entries[0];
    case "End": return entries.at(-1);
    default: return undefined;
  }
}
