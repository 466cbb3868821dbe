// Exchanging what sheets `@import`, in the importing sheet's own rules.
const importPatience = 5_000;

function importsOf(path) {
  return importsWithin(allSheets(), path);
}

function importsWithin(sheets, path) {
  return sheets.flatMap((sheet) => importRules(sheet).filter((rule) => pathOf(rule.href, baseOf(sheet)) === path));
}

/** Whether the new rule stands in the place of the old one. */
async function exchangeImport(rule, mark) {
  const sheet = rule.parentStyleSheet;
  const place = () => rulesOf(sheet).indexOf(rule);
  if (place() < 0) return false;
  sheet.insertRule(importText(rule, mark), place() + 1);
  const fresh = sheet.cssRules[place() + 1];
  const isLoaded = await holds(() => hasRules(fresh), importPatience);
  const old = isLoaded ? rule : fresh;
  const index = rulesOf(sheet).indexOf(old);
  if (index >= 0) sheet.deleteRule(index);
  return isLoaded;
}

/** The rule with its layer, conditions and media, by another address. */
function importText(rule, mark) {
  const rest = rule.cssText.replace(/^@import\s+(url\(\s*)?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\s")]*)\s*\)?/i, "");
  return `@import url("${cssString(marked(rule.href, mark))}")${rest}`;
}

function cssString(text) {
  return text.replace(/["\\]/g, "\\$&");
}

/** Browsers differ in what a rule whose sheet is still loading looks like: without one, or with one that cannot be read. */
function hasRules(rule) {
  try {
    return Boolean(rule.styleSheet?.cssRules);
  } catch {
    return false;
  }
}
