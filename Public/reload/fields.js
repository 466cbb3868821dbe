// What people have typed and chosen, kept across a reload.
/** A field with more text than this would crowd out everything else. */
const longestValue = 65_536;

/** `{path, …}` for each field that somebody has changed. */
function keptFields() {
  return [...typedInto].filter((field) => field.isConnected && isKept(field)).map(keptField);
}

function isKept(field) {
  if (field.localName === "input") {
    const isSecret = /^(password|hidden|file)$/.test(field.type) || /\b(cc-|one-time)/.test(field.autocomplete);
    return !isSecret && !/^(submit|button|reset|image)$/.test(field.type);
  }
  if (field.isContentEditable) return field.childElementCount === 0;
  return /^(textarea|select)$/.test(field.localName);
}

function keptField(field) {
  const path = elementPath(field);
  if (/^(checkbox|radio)$/.test(field.type)) return { path, checked: field.checked };
  if (field.localName === "select") return { path, selected: [...field.selectedOptions].map((option) => option.value) };
  const text = field.isContentEditable ? field.textContent : field.value;
  return { path, text: text.slice(0, longestValue) };
}

/** Browsers fill in some fields by themselves; only what differs is changed. */
function refill(fields) {
  for (const kept of fields) {
    const field = elementAt(kept.path);
    if (!field || !isKept(field)) continue;
    typedInto.add(field);
    if ("checked" in kept) field.checked = kept.checked;
    else if (kept.selected) choose(field, kept.selected);
    else if (field.isContentEditable) field.textContent = kept.text;
    else if (field.value !== kept.text) {
      field.value = kept.text;
      // Counters and previews follow. No `change`, at which pages submit.
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
}

function choose(field, values) {
  for (const option of field.options ?? []) option.selected = values.includes(option.value);
}

/** The element with the focus, and what is selected in it; null for none. */
function keptFocus() {
  const element = focusedElement();
  if (!element || element.localName === "iframe" || element.localName === overlayName) return null;
  return { path: elementPath(element), selection: selectionIn(element) };
}

function selectionIn(element) {
  // Fields for numbers and the like have no selection, and some browsers throw there.
  try {
    return [element.selectionStart, element.selectionEnd, element.selectionDirection].filter((value) => value != null);
  } catch {
    return [];
  }
}

function refocus(kept) {
  const element = kept && elementAt(kept.path);
  if (!element) return;
  element.focus({ preventScroll: true });
  if (kept.selection.length >= 2) element.setSelectionRange(...kept.selection);
}
