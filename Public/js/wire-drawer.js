// The wire view at the foot of a page: loaded when it is opened, since most visitors do not.
import { say } from "./i18n.js";

/** Calls `onpanel` with the panel, once, when `details` was opened and the panel records. */
export function wireDetails(details, onpanel) {
  const note = details.querySelector(".wire-note");
  details.addEventListener("toggle", async () => {
    try {
      const { WirePanel } = await import("./wire-panel.js");
      const panel = new WirePanel(details.querySelector(".wire-panel"));
      await panel.ready;
      note.hidden = true;
      onpanel(panel);
    } catch {
      say(note, "wiredetails.missing");
    }
  }, { once: true });
}
