// The address that a class can type in, unless it is one that works on this computer only.
import { say } from "./i18n.js";

const local = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/i.test(location.hostname);
const note = document.getElementById("share-local");

document.getElementById("share-address").textContent = `${location.origin}/`;
document.getElementById("share").hidden = local;
note.hidden = !local;
say(note, "teacher.local", { host: location.hostname });
