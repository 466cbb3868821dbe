// The head of every demo page: the name, the way to the other demos, the languages.
import { make } from "./dom.js";
import { say, setLabel, show } from "./i18n.js";

/** Every page, in teaching order. */
export const pages = ["handshake", "api", "wire", "chat", "polling", "lab", "compression"];

const bar = document.querySelector("header.bar");
const here = /([^/]*?)(?:\.html)?$/.exec(location.pathname)?.[1];

const brand = make("a", "brand");
brand.href = "./";
const picture = make("img");
Object.assign(picture, { src: "favicon.svg", alt: "", width: 32, height: 32 });
brand.append(picture, "webdemo");

const nav = make("nav", "pages");
setLabel(nav, "nav.label");
for (const page of pages) {
  const link = make("a");
  link.href = `${page}.html`;
  if (page === here) link.setAttribute("aria-current", "page");
  say(link, `nav.${page}`);
  nav.append(link);
}

const languages = make("div", "languages");
languages.setAttribute("role", "group");
languages.setAttribute("aria-label", "Language / 语言");
for (const [name, tag, text] of [["zh", "zh-CN", "中文"], ["en", "en", "English"]]) {
  const button = make("button");
  button.type = "button";
  button.lang = tag;
  button.dataset.language = name;
  button.textContent = text;
  languages.append(button);
}

bar.replaceChildren(brand, languages, nav);
show();
// Where the names need more than the line they have, this page's own is to be seen.
nav.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
