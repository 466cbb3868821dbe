// Finding and replacing `url(…)` in style rules. Fonts are left out: their faces are not exchanged by a new address alone.
const cssURL = /url\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^"'()\s]*))\s*\)/gi;

/** All rules with declarations, in groups too: media, supports, layers, keyframes, nesting. */
function styleRules(holder) {
  return rulesOf(holder).flatMap((rule) => {
    const own = rule.style && !(rule instanceof CSSFontFaceRule) ? [rule] : [];
    return [...own, ...styleRules(rule)];
  });
}

function namesURL(text, base, path) {
  for (const [, ...spellings] of text.matchAll(cssURL)) if (pathOf(cssURLText(spellings), base) === path) return true;
  return false;
}

function replaceInRules(sheet, path, mark) {
  for (const { style } of styleRules(sheet)) replaceInStyle(style, baseOf(sheet), path, mark);
}

function replaceInStyle(style, base, path, mark) {
  if (!namesURL(style.cssText, base, path)) return;
  style.cssText = style.cssText.replace(cssURL, (whole, ...spellings) => {
    const url = cssURLText(spellings.slice(0, 3));
    return pathOf(url, base) === path ? `url("${cssString(marked(url, mark))}")` : whole;
  });
}

/** One of the three spellings, without its escapes. */
function cssURLText(spellings) {
  return (spellings.find((text) => text !== undefined) ?? "").replace(/\\(.)/g, "$1");
}
