// What the server knows of this very page, and the address that a class can type in.
import { languageTag, say } from "./i18n.js";

const element = (id) => document.getElementById(id);
const isLocal = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/i.test(location.hostname);

async function ask() {
  try {
    const answer = await fetch(`/_webdemo/here?path=${encodeURIComponent(location.pathname)}`, { cache: "no-store" });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

/** A page that the browser has kept did not come over any connection. */
function isFromCache() {
  const [entry] = performance.getEntriesByType("navigation");
  return entry?.transferSize === 0 && entry.decodedBodySize > 0;
}

function showHere(here) {
  const line = element("here");
  const number = (value) => Number(value).toLocaleString(languageTag());
  if (!here) {
    say(line, "home.here.failed");
  } else if (isFromCache()) {
    say(line, "home.here.cached", { connection: here.connection, request: here.request, version: here.version });
  } else if (!here.page) {
    say(line, "home.here.unknown");
  } else {
    const { connection, request, requestBytes, headBytes, bodyBytes, status } = here.page;
    const bytes = { asked: number(requestBytes), head: number(headBytes), body: number(bodyBytes) };
    say(line, "home.here.page", { connection, request, version: here.version, status, ...bytes });
  }
}

function showAddresses(here) {
  const own = `${location.origin}/`;
  const known = here?.isLAN ? here.addresses ?? [] : [];
  const addresses = known.length > 0 ? known : isLocal ? [] : [own];
  element("share-hint").hidden = known.length > 0;
  element("share").hidden = addresses.length === 0;
  element("share-local").hidden = !isLocal || addresses.length > 0;
  say(element("share-local"), "teacher.local", { host: location.hostname });
  element("share-addresses").replaceChildren(...addresses.map((address) => {
    const item = document.createElement("li");
    const text = document.createElement("strong");
    text.textContent = address;
    item.append(text);
    return item;
  }));
  if (known.length > 0) showCode(known.includes(own) ? own : known[0]);
}

function showCode(address) {
  const code = element("share-code");
  code.src = `/_webdemo/qr.svg?text=${encodeURIComponent(address)}`;
  code.hidden = false;
}

const here = await ask();
showHere(here);
showAddresses(here);
