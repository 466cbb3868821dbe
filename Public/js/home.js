// What the server knows of this very page, and the address that a class can type in.
import { languageTag, say } from "./i18n.js";
import { addressItems, askHere, sharing, showCode } from "./share.js";

const element = (id) => document.getElementById(id);

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
  const { addresses, coded, isKnown, isOnlyLocal } = sharing(here);
  element("share-hint").hidden = isKnown;
  element("share").hidden = addresses.length === 0;
  element("share-local").hidden = !isOnlyLocal;
  say(element("share-local"), "teacher.local", { host: location.hostname });
  element("share-addresses").replaceChildren(...addressItems(addresses));
  showCode(element("share-code"), coded);
}

const here = await askHere();
showHere(here);
showAddresses(here);
