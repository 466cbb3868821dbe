// Chinese and English: which one, and filling the page's elements in.
import en from "./strings.en.js";
import zh from "./strings.zh.js";

const tables = { en, zh };
const tags = { en: "en", zh: "zh-CN" };
const attributes = ["aria-label", "placeholder"];
const selector = ["[data-i18n]", ...attributes.map((name) => `[data-i18n-${name}]`)].join();

let language = pick();

function pick() {
  const asked = new URLSearchParams(location.search).get("lang");
  if (Object.hasOwn(tables, asked)) {
    remember(asked);
    return asked;
  }
  const kept = /(?:^|; )lang=(zh|en)(?:;|$)/.exec(document.cookie)?.[1];
  if (kept) return kept;
  const preferred = navigator.languages ?? [navigator.language ?? "en"];
  const first = preferred.find((tag) => /^(zh|en)\b/i.test(tag)) ?? "en";
  return /^zh/i.test(first) ? "zh" : "en";
}

function remember(choice) {
  document.cookie = `lang=${choice}; path=/; max-age=31536000; SameSite=Lax`;
}

/** The tag of the language shown, for Intl and for `lang` attributes. */
export function languageTag() {
  return tags[language];
}

/** The text for `key`, with each `{name}` replaced by `args.name`. */
export function t(key, args = {}) {
  const text = tables[language][key] ?? en[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => args[name] ?? whole);
}

/** Shows `key` in `element`, now and after the language was switched. */
export function say(element, key, args) {
  element.dataset.i18n = key;
  if (args) element.dataset.args = JSON.stringify(args);
  else delete element.dataset.args;
  fill(element);
}

/** Names `element` for who does not see it, now and after the language was switched. */
export function setLabel(element, key) {
  element.setAttribute("data-i18n-aria-label", key);
  fill(element);
}

/** Empties an element that `say` filled. */
export function hush(element) {
  delete element.dataset.i18n;
  delete element.dataset.args;
  element.textContent = "";
}

function fill(element) {
  const { i18n, args } = element.dataset;
  if (i18n) element.textContent = t(i18n, args ? JSON.parse(args) : {});
  for (const name of attributes) {
    const key = element.getAttribute(`data-i18n-${name}`);
    if (key) element.setAttribute(name, t(key));
  }
}

/** Shows the language in what was added to the page since. */
export function show() {
  document.documentElement.lang = tags[language];
  document.querySelectorAll(selector).forEach(fill);
  for (const button of document.querySelectorAll("[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === language));
    button.closest(".languages").hidden = false;
  }
}

function choose(choice) {
  language = choice;
  remember(choice);
  const url = new URL(location.href);
  if (url.searchParams.has("lang")) {
    url.searchParams.delete("lang");
    history.replaceState(history.state, "", url);
  }
  show();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-language]");
  if (button) choose(button.dataset.language);
});

show();
