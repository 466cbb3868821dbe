// What a page is called, and what it is shown on.

/** By chance, since it must differ from all others only behind one connection; of [a-z0-9]. */
function newPageID() {
  const digits = crypto.getRandomValues(new Uint32Array(3));
  return [...digits].map((digit) => digit.toString(36)).join("");
}

function screenSize() {
  const { innerWidth: width, innerHeight: height, devicePixelRatio: ratio } = globalThis;
  return { width, height, ratio, touch: hasTouch };
}
