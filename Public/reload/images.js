// Exchanging images in place, wherever the page shows them: elements, style sheets, style attributes.
const imagePatience = 3_000;
const imageAttributes = [
  ["img", ["src", "srcset"]],
  ["picture > source", ["srcset"]],
  ["input[type=image i]", ["src"]],
  ["video", ["poster"]],
  ["image, use, feImage", ["href", "xlink:href"]],
  ["link[rel~=icon i], link[rel|=apple-touch-icon i]", ["href"]],
];

function showsImage(path) {
  const isIn = (sheet) => styleRules(sheet).some(({ style }) => namesURL(style.cssText, baseOf(sheet), path));
  return imagePlaces(path).length > 0 || allSheets().some(isIn);
}

/** Whether there was a place for it. The new image is loaded before it is shown, so that nothing jumps. */
async function exchangeImages(path, mark) {
  newestMarks.set(path, mark);
  const places = imagePlaces(path);
  const written = places.length > 0 ? places[0].firstURL : path;
  await loadedImage(marked(written, mark));
  for (const place of imagePlaces(path)) place.exchange(mark);
  for (const sheet of allSheets()) replaceInRules(sheet, path, mark);
  return true;
}

/** Attributes that name the image: `{firstURL, exchange(mark)}` each. */
function imagePlaces(path) {
  const places = [];
  for (const [selector, names] of imageAttributes) {
    for (const element of allElements(selector)) {
      for (const attribute of [...element.attributes].filter(({ name }) => names.includes(name))) {
        const firstURL = urlsIn(attribute).find((url) => pathOf(url) === path);
        if (firstURL) places.push({ firstURL, exchange: (mark) => exchangeAttribute(attribute, path, mark) });
      }
    }
  }
  for (const element of allElements("[style*='url(' i]")) {
    if (!namesURL(element.style.cssText, document.baseURI, path)) continue;
    places.push({ firstURL: path, exchange: (mark) => replaceInStyle(element.style, document.baseURI, path, mark) });
  }
  return places;
}

/** A `srcset` is split at white space as browsers do; its descriptors name no file. */
function urlsIn({ name, value }) {
  return name === "srcset" ? (value.match(/\S+/g) ?? []).map((word) => word.replace(/,+$/, "")) : [value];
}

function exchangeAttribute(attribute, path, mark) {
  const exchanged = (url) => (pathOf(url) === path ? marked(url, mark) : url);
  attribute.value =
    attribute.name === "srcset" ? attribute.value.replace(/\S*[^\s,]/g, exchanged) : exchanged(attribute.value);
}

async function loadedImage(url) {
  const image = new Image();
  image.src = url;
  await Promise.race([image.decode().catch(() => {}), pause(imagePatience)]);
}
