// Dialogs and details: which ones are open other than the document says.

/** From each to whether it was open when the document was complete. */
let firstOpen = new WeakMap();

function watchOpened() {
  const look = () => {
    for (const element of allElements("details, dialog")) {
      if (!firstOpen.has(element)) firstOpen.set(element, element.open);
    }
  };
  if (document.readyState === "loading") listen(document, "DOMContentLoaded", look);
  else look();
}

/** A dialog that somebody has opened; one that the document itself shows from the start keeps nobody. */
function openedDialog() {
  return allElements("dialog[open]").find((dialog) => !firstOpen.get(dialog));
}

/** The modal dialog on top: whatever is outside of it cannot be clicked. */
function modalDialog() {
  return allElements("dialog[open]").filter((dialog) => dialog.matches(":modal")).at(-1);
}

/** What was opened or closed since: `{path, open, modal}` each. */
function keptOpen() {
  return allElements("details, dialog")
    .filter((element) => element.open !== (firstOpen.get(element) ?? false))
    .map((element) => ({ path: elementPath(element), open: element.open, modal: element.matches("dialog:modal") }));
}

function reopen(kept) {
  for (const { path, open, modal } of kept) {
    const element = elementAt(path);
    if (!element || element.open === open) continue;
    // What stands in the document must be known before it is changed here.
    if (!firstOpen.has(element)) firstOpen.set(element, element.open);
    if (modal) element.showModal();
    else element.open = open;
  }
}
