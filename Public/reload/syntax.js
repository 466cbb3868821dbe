// Syntax errors in scripts that came before this one, whose error events nobody could hear. Errors while they ran stay unheard.
const maxScripts = 30;
const maxScriptCharacters = 500_000;
const workerTime = 2_000;

/** Nothing of a script runs behind this, but all of it is parsed first. It takes no line of its own. */
const parsedOnly = "throw 0;";

/** Looks, some time after the page is there, at the classic scripts that stand before this one. */
function watchEarlierScripts(findings) {
  const scripts = [...document.scripts].filter(isEarlierScript).slice(0, maxScripts);
  if (scripts.length === 0) return;
  listen(globalThis, "load", async () => {
    await pause(300);
    const sources = (await Promise.all(scripts.map(sourceOf))).filter(Boolean);
    if (await hasSyntaxError(sources)) for (const source of sources) await findSyntaxError(source, findings);
  });
}

function isEarlierScript(script) {
  const isClassic = !script.type || /javascript$/i.test(script.type);
  return isClassic && !script.defer && !script.async && !script.noModule && script !== document.currentScript;
}

/** Its text, whence, and behind how many lines of that; null where another origin's may not be read. */
async function sourceOf(script) {
  const url = script.src || location.href;
  if (pathOf(url) === null || isOurs(url)) return null;
  const answer = await ask(url, { cache: "force-cache" });
  const whole = answer.ok ? await answer.text() : "";
  const text = script.src ? whole : script.text;
  if (!text || whole.length > maxScriptCharacters) return null;
  return { url, text, lines: Math.max(0, whole.slice(0, whole.indexOf(text)).split("\n").length - 1) };
}

/** One worker for all of them, since hardly any page has such an error. */
async function hasSyntaxError(sources) {
  const urls = sources.map(({ text }) => scriptURL(parsedOnly + text));
  const error = await failure(`
    for (const url of ${toJSON(urls)}) try { importScripts(url) } catch (error) { if (error instanceof SyntaxError) throw error }
    postMessage(0)`);
  urls.forEach((url) => URL.revokeObjectURL(url));
  return error !== null;
}

async function findSyntaxError({ url, text, lines }, findings) {
  const error = await failure(parsedOnly + text);
  if (!/SyntaxError/.test(error?.message)) return;
  const column = error.lineno === 1 ? Math.max(1, error.colno - parsedOnly.length) : error.colno;
  const isBehindTag = lines > 0 && error.lineno === 1;
  findings.add({ kind: "script", message: error.message, url, line: error.lineno + lines, column: isBehindTag ? undefined : column });
}

function scriptURL(text) {
  return URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
}

/** The error event of a worker that is given this to run; null when it says something instead, or may not be made. */
function failure(text) {
  return new Promise((resolve) => {
    const url = scriptURL(text);
    const worker = new Worker(url);
    const end = (error) => {
      worker.terminate();
      URL.revokeObjectURL(url);
      resolve(error);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      end(event.message ? event : null);
    };
    worker.onmessage = () => end(null);
    later(() => end(null), workerTime);
  });
}
