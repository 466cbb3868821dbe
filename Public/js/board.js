// The teacher's board: every page that is open, and what each change does to it.
import { Changes } from "./board-changes.js";
import { Delays } from "./board-delays.js";
import { Go } from "./board-go.js";
import { Pages } from "./board-pages.js";
import { Pulse } from "./board-pulse.js";
import { BoardSocket } from "./board-socket.js";
import { Troubles } from "./board-troubles.js";
import { say } from "./i18n.js";
import { addressItems, askHere, sharing, showCode } from "./share.js";

const element = (id) => document.getElementById(`board-${id}`);

const pages = new Pages({
  list: element("cards"), count: element("count"), none: element("none"), empty: element("empty"),
  filter: element("filter"), filterText: element("filter-text"),
});
const pulse = new Pulse(element("pulse-now"), () => pages.all, element("said"));
const delays = new Delays(element("delays"));
const changes = new Changes(element("changes"), element("unchanged"));
const troubles = new Troubles(element("troubles"), element("troubles-heading"), element("troubles-list"));
const socket = new BoardSocket(received, stateChanged);
const go = new Go({
  form: element("go"), field: element("url"), said: element("go-said"), dialog: element("dialog"),
  text: element("dialog-text"), shown: element("dialog-url"), yes: element("dialog-yes"), no: element("dialog-no"),
}, () => pages.count, (message) => socket.send(message));

let boot = null; // The server's, so that a new one is noticed.
let seq = 0; // What has changed up to here is no news.

function received(message) {
  switch (message.type) {
    case "hello": return begin(message);
    case "pages": return showPages(message.pages ?? []);
    case "page": return showPage(message.page);
    case "gone": return pageLeft(message.id);
    case "changes": return showChanges(message.changes ?? []);
    case "delays": return delays.total(message);
    case "troubles": return troubles.show(message.troubles ?? []);
    case "went": return go.went(message);
    case "problem": return go.refused(message);
  }
}

/** Everything is told anew on every connection. */
function begin(hello) {
  if (hello.isTeacher === false) return;
  if (boot !== hello.boot) delays.clear();
  boot = hello.boot;
  seq = hello.seq ?? 0;
  changes.clear();
  pulse.reset();
}

function showPages(all) {
  pages.replace(all);
  delays.add(all);
  pulse.changed();
}

function showPage(page) {
  pages.update(page);
  delays.add([page]);
  pulse.changed();
}

function pageLeft(id) {
  pages.leave(id);
  pulse.changed();
}

function showChanges(list) {
  if (list.length === 0) return;
  changes.add(list);
  const news = list.filter((change) => change.seq > seq);
  if (news.length > 0) pulse.begin(news, true);
  else pulse.begin(list.slice(-1), false);
}

function stateChanged(state) {
  const isRefused = state === "refused";
  const line = element("state");
  line.dataset.state = isRefused ? "closed" : state;
  say(line, `board.state.${state}`);
  element("retry").hidden = state !== "waiting";
  element("refused").hidden = !isRefused;
  element("room").toggleAttribute("data-stale", state !== "open");
  if (state === "open") element("room").hidden = false;
  if (isRefused) element("room").hidden = true;
}

async function showAddresses() {
  const { addresses, coded, isOnlyLocal } = sharing(await askHere());
  element("addresses").replaceChildren(...addressItems(addresses.length > 0 ? addresses : [`${location.origin}/`]));
  showCode(element("code"), coded);
  element("local").hidden = !isOnlyLocal;
  say(element("local"), "teacher.local", { host: location.hostname });
}

element("retry").addEventListener("click", () => socket.retry());
socket.connect();
showAddresses();
