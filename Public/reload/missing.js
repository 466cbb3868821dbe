// What the page asked for and did not get, or got as something else than it needs.
const timingPatience = 100;
const fittingTypes = { script: /javascript|ecmascript|json|wasm|css/, link: /css/, img: /^image\//, input: /^image\// };

function watchResources(findings) {
  listen(globalThis, "error", (event) => event.target instanceof Element && inspect(event.target, findings), true);
  observeResources((entry) => inspectTiming(entry, findings));
  const lookBack = () => failedBefore().forEach((element) => inspect(element, findings).catch(quietly));
  if (document.readyState === "complete") lookBack();
  else listen(globalThis, "load", lookBack);
}

/** Elements whose error nobody could hear: it came before this script. */
function failedBefore() {
  return allElements("img, link[rel~=stylesheet i][href]").filter((element) =>
    element.localName === "img"
      ? element.complete && element.naturalWidth === 0 && element.currentSrc
      : !element.sheet && !element.disabled,
  );
}

async function inspect(element, findings) {
  const url = addressOf(element);
  if (!/^https?:/.test(url) || isMarked(url)) return;
  if (!ownURL(url)) return findings.add({ kind: "missing", message: "unreachable", url });
  // Its timing may say it all, and asking for what is missing puts one more line into the console.
  await pause(timingPatience);
  if (!findings.has("missing", url)) await askFor(url, element.localName, findings);
}

/** Asks for it once more, since neither elements nor timings say why they failed. `type` is what it should be. */
async function askFor(url, type, findings) {
  const answer = await ask(marked(url, "check"), { method: "HEAD" }).catch(() => null);
  // A server that is gone, or a policy that forbids even this.
  if (!answer || findings.has("blocked", url)) return;
  if (answer.status >= 400) return findings.add({ kind: "missing", message: String(answer.status), url });
  const mediaType = answer.headers.get("Content-Type") ?? "";
  const fitting = fittingTypes[type];
  if (fitting && !fitting.test(mediaType)) findings.add({ kind: "media-type", message: mediaType, url, mediaType });
}

function addressOf(element) {
  const url = element.currentSrc || element.src || element.href?.baseVal || element.href || "";
  return parsedURL(url, document.baseURI)?.href ?? "";
}

/** Style sheets, images in them, fonts, modules and `fetch` have no element that would tell. */
async function inspectTiming({ name, initiatorType, responseStatus: status, contentType }, findings) {
  const url = ownURL(name);
  if (!url || initiatorType === "beacon" || isUnasked(url)) return;
  // Services answer with other codes on purpose.
  const isService = /^(fetch|xmlhttprequest)$/.test(initiatorType);
  const isScript = initiatorType === "script" && contentType && !fittingTypes.script.test(contentType);
  if (isService ? status === 404 : status >= 400) findings.add({ kind: "missing", message: String(status), url });
  else if (isScript && status === 200) findings.add({ kind: "media-type", message: contentType, url, mediaType: contentType });
  // Chromium says nothing more of a style sheet that it refused.
  else if (status === 0 && /^(link|css)$/.test(initiatorType)) {
    await askFor(url, linksOf(pathOf(url)).length > 0 ? "link" : "", findings);
  }
}

/** Browsers look for an icon whether or not the page has one. */
function isUnasked(url) {
  return pathOf(url) === "/favicon.ico" && allElements("link[rel~=icon i]").length === 0;
}
