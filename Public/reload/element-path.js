// Names for elements that still fit after the document has been loaded anew.

/** A list of selectors, one for each tree on the way through shadow roots; null for what is in no document. */
function elementPath(element) {
  const path = [];
  for (let node = element; node; ) {
    const root = node.getRootNode();
    path.unshift(selectorIn(root, node));
    if (root === document) return path;
    node = root.host;
  }
  return null;
}

/** The element of that name now, if there is one. */
function elementAt(path) {
  let root = document;
  let element = null;
  for (const selector of path) {
    if (!root) return null;
    element = root.querySelector(selector);
    root = element?.shadowRoot;
  }
  return element;
}

function selectorIn(root, element) {
  const steps = [];
  for (let node = element; node; node = node.parentElement) {
    const name = ownName(root, node);
    steps.unshift(name ?? `${CSS.escape(node.localName)}:nth-child(${placeOf(node)})`);
    if (name) break;
  }
  return steps.join(" > ");
}

/** By its id or its form field's name, where no other element has the same. */
function ownName(root, element) {
  const names = [];
  if (element.id) names.push(`#${CSS.escape(element.id)}`);
  const field = element.getAttribute("name");
  if (field && element.type !== "radio") names.push(`${element.localName}[name="${CSS.escape(field)}"]`);
  return names.find((name) => root.querySelectorAll(name).length === 1);
}

function placeOf(element) {
  let place = 1;
  for (let node = element.previousElementSibling; node; node = node.previousElementSibling) {
    if (node.localName !== overlayName) place += 1;
  }
  return place;
}
