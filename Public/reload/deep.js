// Looking for things in the document and in all its open shadow trees.
const overlayName = "webdemo-reload";

/** The document and its open shadow roots, without our own. */
function allRoots() {
  const roots = [document];
  for (const root of roots) {
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot && element.localName !== overlayName) roots.push(element.shadowRoot);
    }
  }
  return roots;
}

function allElements(selector) {
  return allRoots().flatMap((root) => [...root.querySelectorAll(selector)]);
}

/** All style sheets that apply somewhere, each with those that it imports. */
function allSheets() {
  const sheets = allRoots().flatMap((root) => [...root.styleSheets, ...(root.adoptedStyleSheets ?? [])]);
  // Grows while it is walked.
  for (const sheet of sheets) {
    for (const rule of importRules(sheet)) if (rule.styleSheet) sheets.push(rule.styleSheet);
  }
  return sheets;
}

function importRules(sheet) {
  return rulesOf(sheet).filter((rule) => rule instanceof CSSImportRule);
}

/** The rules of a sheet or of a group; none where another origin's may not be read. */
function rulesOf(holder) {
  try {
    return [...(holder.cssRules ?? [])];
  } catch {
    return [];
  }
}

/** What relative URLs in the sheet start from. */
function baseOf(sheet) {
  return sheet.href ?? sheet.ownerNode?.baseURI ?? document.baseURI;
}

/** The element that has the focus, inside of shadow trees too; null for none. */
function focusedElement() {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element === document.body || element === document.documentElement ? null : element;
}
