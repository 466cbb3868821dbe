// The messages, and scrolling: follows the newest, unless one is reading further up.
import { languageTag, say } from "./i18n.js";
import { make, showPerson } from "./chat-person.js";

const entriesKept = 500;
const noticesKept = 6; // In a row: thirty phones coming back must not push the talk away.
const runLasts = 3 * 60_000;

export class ChatLog {
  #log;
  #empty;
  #pill;
  #seen = new Set(); // The seq of each message shown.
  #latest = 0;
  #mine = new Map(); // One's ids, with the name: a new id after each reconnection.
  #last = null;
  #atEnd = true;

  constructor(log, empty, pill) {
    this.#log = log;
    this.#empty = empty;
    this.#pill = pill;
    log.addEventListener("scroll", () => {
      this.#atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 48;
      if (this.#atEnd) pill.hidden = true;
    }, { passive: true });
    pill.addEventListener("click", () => this.scrollToEnd());
    new ResizeObserver(() => {
      if (this.#atEnd) this.scrollToEnd();
    }).observe(log);
  }

  /** Shows the history anew, without reading all of it aloud. */
  reset({ id, name, seq, history }) {
    const wasRestarted = id <= Math.max(...this.#mine.keys()) || seq < this.#latest;
    if (wasRestarted) this.#mine.clear();
    this.#mine.set(id, name);
    this.clear();
    this.#log.setAttribute("aria-live", "off");
    for (const message of history) this.addMessage(message);
    this.scrollToEnd();
    setTimeout(() => this.#log.setAttribute("aria-live", "polite"), 500);
  }

  has(seq) {
    return this.#seen.has(seq);
  }

  clear() {
    this.#log.replaceChildren();
    this.#seen.clear();
    this.#latest = 0;
    this.#last = null;
    this.#empty.hidden = false;
    this.#pill.hidden = true;
  }

  addMessage(message) {
    if (this.#seen.has(message.seq)) return;
    this.#seen.add(message.seq);
    this.#latest = message.seq;
    const { id, name, seq, time, text } = message;
    const entry = make("article", "message");
    entry.dataset.id = id;
    entry.dataset.seq = seq;
    const own = this.#mine.get(id) === name;
    entry.classList.toggle("own", own);
    entry.classList.toggle("follows", this.#last?.id === id && time - this.#last.time < runLasts);

    const head = make("div", "head");
    entry.append(head);
    showPerson(message, entry, head);
    if (own) say(head.appendChild(make("span", "tag")), "chat.you");
    head.append(timeElement(time));
    const body = make("div", "text", text);
    body.dir = "auto";
    entry.append(body);

    this.#last = message;
    this.#empty.hidden = true;
    this.#append(entry, own);
  }

  addNotice({ id, name, seq }, key) {
    const entry = make("p", "notice");
    entry.dataset.seq = seq;
    const verb = make("span");
    say(verb, key);
    entry.append(make("bdi", "", name), " ", make("span", "tag", `#${id}`), " ", verb);
    this.#last = null;
    this.#append(entry, false);
    const run = [...this.#log.children].slice(-noticesKept - 1);
    if (run.length > noticesKept && run.every((one) => one.classList.contains("notice"))) run[0].remove();
  }

  scrollToEnd() {
    this.#atEnd = true;
    this.#pill.hidden = true;
    this.#log.scrollTop = this.#log.scrollHeight;
  }

  #append(entry, own) {
    const follow = this.#atEnd || own;
    this.#log.append(entry);
    while (this.#log.children.length > entriesKept) this.#log.firstElementChild.remove();
    if (follow) this.scrollToEnd();
    else if (entry.classList.contains("message")) this.#pill.hidden = false;
  }
}

function timeElement(time) {
  const date = new Date(time);
  const element = make("time", "", date.toLocaleTimeString(languageTag(), {
    hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  }));
  element.dateTime = date.toISOString();
  return element;
}
