// What the numbers say in words: only what follows from them.
import { languageTag } from "./i18n.js";

/** Sentences as {key, args}; a result is as the server gives it, with its `kind`. */
export function findings(results) {
  const plain = results.find(({ kind }) => kind === "plain");
  const [fresh, kept] = ["fresh", "kept"].map((kind) => widest(results, kind));
  const smallest = results.filter(({ kind }) => kind === "kept")[0];
  const found = [];
  if (plain && fresh) found.push(comparison("fresh", fresh, plain));
  if (plain && kept) found.push(comparison("kept", kept, plain));
  if (smallest && kept && smallest.windowBits < kept.windowBits) {
    found.push({
      key: "compression.found.window",
      args: {
        small: smallest.windowBits,
        large: kept.windowBits,
        more: percent(smallest.wireBytes / kept.wireBytes - 1, true),
        saved: percent(1 - smallest.memoryBytes / kept.memoryBytes),
      },
    });
  }
  if (plain && kept && plain.nanosecondsPerMessage > 0) {
    const times = kept.nanosecondsPerMessage / plain.nanosecondsPerMessage;
    found.push({ key: "compression.found.time", args: { times: decimal(times) } });
  }
  return found.filter(({ args }) => !Object.values(args).some((value) => /NaN|∞|undefined/.test(String(value))));
}

function comparison(kind, result, plain) {
  const saved = 1 - result.wireBytes / plain.wireBytes;
  if (saved >= 0) return { key: `compression.found.${kind}`, args: { saved: percent(saved) } };
  return { key: `compression.found.${kind}.worse`, args: { more: percent(-saved) } };
}

function widest(results, kind) {
  return results.filter((result) => result.kind === kind).at(-1);
}

function percent(share, isSigned = false) {
  const signDisplay = isSigned ? "exceptZero" : "auto";
  return share.toLocaleString(languageTag(), { style: "percent", maximumFractionDigits: 1, signDisplay });
}

function decimal(number) {
  return number.toLocaleString(languageTag(), { maximumSignificantDigits: 2 });
}
