// What outlasts a reload of ours: it lies in the tab's session storage, for the next document at this place only.
const maxKept = 262_144;
/** Longer than any page takes to load, so that a reload which never happened is not taken for one. */
const keptFor = 60_000;

/** One key per place in the tree of frames, which share the tab's storage. */
function keptKey() {
  let place = "";
  for (let frame = window; frame !== frame.parent; frame = frame.parent) {
    for (let index = 0; index < frame.parent.length; index++) {
      if (frame.parent[index] === frame) place = `.${index}${place}`;
    }
  }
  return `webdemo.reload${place}`;
}

/** Writes down what is to be as before. `reached` is the change that is reloaded for. */
function keep(reached) {
  const url = location.pathname + location.search;
  const kept = { url, time: Date.now(), reached, reloads: recentReloads() + 1 };
  const state = { scrolling: keptScrolling(), fields: keptFields(), focus: keptFocus(), opened: keptOpen() };
  for (const part of [state, { scrolling: state.scrolling.slice(0, 1) }]) {
    const text = toJSON({ ...kept, ...part });
    if (text.length <= maxKept) return sessionStorage.setItem(keptKey(), text);
  }
}

let reloadsBefore = 0;

/** What the document before this one has left; nil when this is not its reload. */
function takeKept() {
  try {
    const text = sessionStorage.getItem(keptKey());
    sessionStorage.removeItem(keptKey());
    const kept = fromJSON(text);
    if (kept?.url !== location.pathname + location.search || Date.now() - kept.time > keptFor) return null;
    reloadsBefore = kept.reloads;
    return kept;
  } catch {
    return null;
  }
}

/** Reloads in a row, each soon after the one before. */
function recentReloads() {
  return now() < 500 ? reloadsBefore : 0;
}

function restore(kept) {
  const isReady = () => document.readyState !== "loading";
  const refit = safely(() => {
    refill(kept.fields ?? []);
    reopen(kept.opened ?? []);
    refocus(kept.focus);
  });
  // The page's own deferred scripts come first.
  if (isReady()) refit();
  else listen(document, "DOMContentLoaded", () => later(refit, 0));
  safely(scrollBack)(kept.scrolling ?? []);
}
