// The chat page: joining, sending, leaving, and what the server says.
import { hush, say } from "./i18n.js";
import { ChatConnection } from "./chat-connection.js";
import { ChatLog } from "./chat-log.js";
import { MemberList } from "./chat-members.js";
import { ByteCounter, recall, remember } from "./chat-input.js";
import "./chat-viewport.js";

const element = (id) => document.getElementById(id);
const state = element("state");
const chatView = element("chat-view");
const nameInput = element("name");
const messageInput = element("message");
const sendButton = element("send");
const joinError = element("join-error");
const messageError = element("message-error");

const members = new MemberList(element("members"), element("member-count"), element("members-toggle"));
const log = new ChatLog(element("log"), element("log-empty"), element("newer"));
const nameBytes = new ByteCounter(nameInput, element("name-bytes"), 96);
const messageBytes = new ByteCounter(messageInput, element("message-bytes"), 4096);
const connection = new ChatConnection("/chat", "webdemo.chat.v1");

let wantedName = null; // The name to join with, also after reconnecting; null: not in the chat.
let myID = null; // One's id while joined.
let unsent = []; // Texts that were sent and have not come back yet.

// States

connection.onstate = (name, args) => {
  if (name !== "open") myID = null;
  showState(name, args);
  if (wantedName === null && isInChat()) backToJoining();
  if (name === "open" && wantedName !== null) connection.send({ type: "join", name: wantedName });
};

function showState(name, args) {
  state.dataset.state = name;
  say(state, args?.text ?? `state.${name}`, args);
  element("retry").hidden = name !== "waiting";
  chatView.classList.toggle("stale", name !== "joined");
  sendButton.disabled = name !== "joined";
}

function isInChat() {
  return !chatView.hidden;
}

function showChat(inChat) {
  element("join-view").hidden = inChat;
  for (const id of ["chat-view", "leave", "members-toggle"]) element(id).hidden = !inChat;
  hush(joinError);
  hush(messageError);
}

function backToJoining() {
  wantedName = myID = null;
  unsent = [];
  showChat(false);
  log.clear();
  members.reset([], null);
  if (state.dataset.state === "joined") showState("open");
  nameInput.focus();
}

// What the server says

const handlers = {
  welcome(message) {
    if (wantedName === null) { // Changed one's mind meanwhile.
      connection.send({ type: "leave" });
      return;
    }
    const wasInChat = isInChat();
    myID = message.id;
    showState("joined");
    members.reset(message.members, myID);
    showChat(true);
    giveBackLost(message.history);
    log.reset(message);
    if (!wasInChat) messageInput.focus();
  },

  joined(message) {
    members.add(message);
    log.addNotice(message, "chat.joined");
  },

  left(message) {
    if (message.id === myID) {
      backToJoining();
      return;
    }
    members.remove(message.id);
    log.addNotice(message, "chat.left");
  },

  message(message) {
    if (message.id === myID) unsent.shift();
    log.addMessage(message);
  },

  error(message) {
    if (message.code === "already-joined" && isInChat()) return;
    if (message.code === "bad-name" || wantedName === null) backToJoining();
    if (!isInChat()) wantedName = null;
    const refused = ["bad-message", "not-joined"].includes(message.code) ? unsent.shift() : undefined;
    showError(message);
    if (refused !== undefined) giveBack(refused);
    if (message.code === "not-joined" && wantedName !== null) connection.send({ type: "join", name: wantedName });
  },
};

connection.onmessage = (message) => handlers[message.type]?.(message);

function showError({ code, text }) {
  const place = isInChat() ? messageError : joinError;
  say(place, `error.${code}`);
  if (place.textContent === `error.${code}`) {
    hush(place);
    place.textContent = text;
  }
}

/** After reconnecting: what was sent but is not among the new messages of the history never arrived. */
function giveBackLost(history) {
  const news = history.filter((message) => message.name === wantedName && !log.has(message.seq));
  const arrived = news.map((message) => message.text);
  const lost = unsent.filter((text) => !arrived.includes(text));
  unsent = [];
  if (lost.length === 0) return;
  giveBack(lost.join("\n"));
  say(messageError, "chat.unsent");
}

function giveBack(text) {
  messageInput.value = [text, messageInput.value].filter(Boolean).join("\n");
  messageBytes.update();
}

// What the visitor does

element("join-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const name = nameInput.value.trim();
  hush(joinError);
  if (name === "" || nameBytes.isOver) {
    say(joinError, "error.bad-name");
    nameInput.focus();
    return;
  }
  wantedName = wellFormed(name);
  remember("webdemo.name", wantedName);
  if (!connection.send({ type: "join", name: wantedName })) connection.retryNow();
});

element("message-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = wellFormed(messageInput.value);
  if (text.trim() === "" || myID === null) return;
  if (messageBytes.isOver) {
    say(messageError, "error.bad-message");
    return;
  }
  if (!connection.send({ type: "message", text })) return;
  unsent.push(text);
  messageInput.value = "";
  messageBytes.update();
  hush(messageError);
  log.scrollToEnd();
  messageInput.focus();
});

messageInput.addEventListener("input", () => hush(messageError));
nameInput.addEventListener("input", () => hush(joinError));
// A tap on the button must not take the focus, and with it the phone's keyboard, from the text.
sendButton.addEventListener("mousedown", (event) => event.preventDefault());

messageInput.addEventListener("keydown", (event) => {
  // While an input method composes (Chinese, Japanese, …), Enter confirms its choice.
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  element("message-form").requestSubmit();
});

element("leave").addEventListener("click", () => {
  if (myID === null || !connection.send({ type: "leave" })) backToJoining();
  wantedName = null;
});

element("retry").addEventListener("click", () => connection.retryNow());

/** JSON cannot carry half a surrogate pair to every server. */
function wellFormed(text) {
  return text.toWellFormed?.() ?? text;
}

nameInput.value = recall("webdemo.name") ?? "";
connection.start();
