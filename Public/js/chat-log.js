// The messages, and scrolling: follows the newest, unless one is reading further up.
import { languageTag, say } from "./i18n.js";
import { showPerson } from "./chat-person.js";
import { make } from "./dom.js";

const entriesKept = 500;
const noticesKept = 6; // In a row: thirty phones coming back must not push the talk away.
const runLasts = 3 * 60_000;

export class ChatLog {
  #log; // What scrolls.
  #entries;
  #pending;
  #empty;
  #pill;
  #last = null;
  #atEnd = true;

  constructor(log, empty, pill) {
    this.#log = log;
    this.#entries = log.querySelector("#entries");
    this.#pending = log.querySelector("#pending");
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

  /** What comes now, in this turn, is not read aloud. */
  beQuiet() {
    this.#entries.setAttribute("aria-live", "off");
    setTimeout(() => this.#entries.setAttribute("aria-live", "polite"), 500);
  }

  clear() {
    this.#entries.replaceChildren();
    this.#pending.replaceChildren();
    this.#last = null;
    this.#empty.hidden = false;
    this.#pill.hidden = true;
  }

  addMessage(message, isOwn) {
    const { id, seq, time, text } = message;
    const entry = messageElement(message, isOwn);
    entry.dataset.id = id;
    entry.dataset.seq = seq;
    entry.classList.toggle("follows", this.#last?.id === id && time - this.#last.time < runLasts);
    entry.querySelector(".head").append(timeElement(time));
    entry.append(textElement(text));
    this.#last = message;
    this.#append(entry, isOwn);
  }

  /** One's own messages that are not known to have arrived. */
  showPending(messages) {
    this.#pending.replaceChildren(...messages.map(({ mid, text }) => {
      const entry = make("article", "message own pending");
      entry.dataset.mid = mid;
      const note = make("p", "tag");
      say(note, "chat.pending");
      entry.append(textElement(text), note);
      return entry;
    }));
    this.#empty.hidden = this.#empty.hidden || messages.length > 0;
    if (this.#atEnd || messages.length > 0) this.scrollToEnd();
  }

  /** Somebody came or went. */
  addNotice({ id, name, seq }, key) {
    const entry = make("p", "notice");
    entry.dataset.seq = seq;
    const verb = make("span");
    say(verb, key);
    entry.append(make("bdi", "", name), " ", make("span", "tag", `#${id}`), " ", verb);
    this.#addNotice(entry);
  }

  /** Something about the connection. */
  addBreak(key) {
    const entry = make("p", "notice break");
    entry.dataset.key = key;
    say(entry, key);
    this.#addNotice(entry);
  }

  #addNotice(entry) {
    this.#last = null;
    this.#append(entry, false);
    const run = [...this.#entries.children].slice(-noticesKept - 1);
    if (run.length > noticesKept && run.every((one) => one.classList.contains("notice"))) run[0].remove();
  }

  scrollToEnd() {
    this.#atEnd = true;
    this.#pill.hidden = true;
    this.#log.scrollTop = this.#log.scrollHeight;
  }

  #append(entry, isOwn) {
    const follow = this.#atEnd || isOwn;
    this.#entries.append(entry);
    while (this.#entries.children.length > entriesKept) this.#entries.firstElementChild.remove();
    const isMessage = entry.classList.contains("message");
    if (isMessage) this.#empty.hidden = true;
    if (follow) this.scrollToEnd();
    else if (isMessage) this.#pill.hidden = false;
  }
}

function messageElement(person, isOwn) {
  const entry = make("article", "message");
  entry.classList.toggle("own", isOwn);
  const head = make("div", "head");
  entry.append(head);
  showPerson(person, entry, head);
  if (isOwn) say(head.appendChild(make("span", "tag")), "chat.you");
  return entry;
}

function textElement(text) {
  const body = make("div", "text", text);
  body.dir = "auto";
  return body;
}

function timeElement(time) {
  const date = new Date(time);
  const element = make("time", "", date.toLocaleTimeString(languageTag(), {
    hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  }));
  element.dateTime = date.toISOString();
  return element;
}
