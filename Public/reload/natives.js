// What pages like to replace (fake timers, patched sockets), as it was when this script started; and a guard for our own faults.
// A page's own `class Map` or `let screen` hides what browsers have under that name, but not the property.
const {
  Boolean, CSS, CSSFontFaceRule, CSSImportRule, CSSStyleSheet, Date, Element, Error, ErrorEvent, Event, HTMLElement, Image, JSON,
  Map, Math, MutationObserver, Number, Object, PerformanceObserver, Promise, Set, String, Symbol, URL, Uint32Array, WeakMap,
  console, crypto, matchMedia, navigator, performance, screen,
} = globalThis;
const NativeSocket = globalThis.WebSocket;
const NativeSharedWorker = globalThis.SharedWorker;
const toJSON = JSON.stringify;
const fromJSON = JSON.parse;
const later = globalThis.setTimeout.bind(globalThis);
const never = globalThis.clearTimeout.bind(globalThis);
const every = globalThis.setInterval.bind(globalThis);
const noMore = globalThis.clearInterval.bind(globalThis);
const ask = globalThis.fetch?.bind(globalThis);
const nextFrame = globalThis.requestAnimationFrame?.bind(globalThis);

const hasTouch = typeof matchMedia === "function" && matchMedia("(pointer: coarse)").matches;

/** What the server says in the tag of this script. */
const tagData = { ...globalThis.document?.currentScript?.dataset };

/** Milliseconds since the navigation began. */
const now = performance.now.bind(performance);

/** The same function, whose errors and rejections stay with us: the page must not see them as its own. */
function safely(action) {
  return (...values) => {
    try {
      const result = action(...values);
      result?.catch?.(quietly);
      return result;
    } catch (error) {
      quietly(error);
    }
  };
}

function quietly(error) {
  console.debug("webdemo:", error);
}

/** All listeners, since `document.open()` takes them away. Adding one twice does nothing. */
const listeners = [];

function listen(target, type, action, options) {
  const listener = [target, type, safely(action), options];
  listeners.push(listener);
  addListener(listener);
}

function addListener([target, type, action, options]) {
  target.addEventListener(type, action, options);
}

/** Listens again when the document has been written anew. */
function surviveRewriting() {
  new MutationObserver(safely(() => listeners.forEach(addListener))).observe(document, { childList: true });
}

/** Resolves when `condition` holds, with whether it did before the time (in ms) was over. */
async function holds(condition, limit) {
  for (const end = now() + limit; now() < end; ) {
    if (condition()) return true;
    await pause(20);
  }
  return condition();
}

function pause(milliseconds) {
  return new Promise((resolve) => later(resolve, milliseconds));
}
