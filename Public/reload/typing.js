// Whether somebody is busy with the page, and what they have typed.
/** So long after the last key a reload does not take the words out of anybody's hands. */
const typingLasts = 3_000;

/** Fields that a person has changed; what scripts write into fields is their own business. */
const typedInto = new Set();
let lastTyped = -Infinity;
let isComposing = false;

function watchTyping() {
  const typed = (event) => {
    if (!event.isTrusted) return;
    const field = event.composedPath()[0];
    if (!(field instanceof Element)) return;
    typedInto.add(field.isContentEditable ? editingHost(field) : field);
    if (event.type === "input" && isTextField(field)) lastTyped = now();
  };
  listen(document, "input", typed, true);
  listen(document, "change", typed, true);
  listen(document, "compositionstart", () => (isComposing = true), true);
  listen(document, "compositionend", () => (isComposing = false), true);
}

function isSomebodyTyping() {
  const field = focusedElement();
  if (!field || !isTextField(field)) return (isComposing = false);
  return isComposing || now() - lastTyped < typingLasts;
}

function isTextField(element) {
  if (element.isContentEditable || element.localName === "textarea") return true;
  return element.localName === "input" && !/^(button|submit|reset|image|checkbox|radio|range|color|file)$/.test(element.type);
}

function editingHost(element) {
  let host = element;
  while (host.parentElement?.isContentEditable) host = host.parentElement;
  return host;
}
