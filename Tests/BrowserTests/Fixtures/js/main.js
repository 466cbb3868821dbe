import { greeting } from "./greeting.js";

const isLoaded = new Promise(resolve => addEventListener("load", resolve));

const parts = {
  modules: async () => greeting,
  dynamicImport: async () => (await import("./late.js")).default,
  webAssembly: async () => {
    const { instance } = await WebAssembly.instantiateStreaming(fetch("add.wasm"));
    return instance.exports.add(40, 2);
  },
  json: async () => (await (await fetch("planets.json")).json()).planets[2],
  font: async () => {
    const [face] = await document.fonts.load("20px Wide", "W");
    return `${face.status}, ${document.querySelector(".wide").offsetWidth} px`;
  },
  image: async () => {
    const image = document.querySelector("img");
    await image.decode();
    return image.naturalWidth;
  },
  background: async () => {
    await isLoaded;
    const [entry] = performance.getEntriesByName(new URL("square.svg", document.baseURI).href);
    return `${entry.initiatorType} ${entry.responseStatus}`;
  },
};

const outcomes = Object.entries(parts).map(async ([name, part]) => [name, await part().catch(String)]);
window.outcome = Object.fromEntries(await Promise.all(outcomes));
