// The chat page: what the visitor does, and what is shown of what the session hears.
import "./page.js";
import { hush, say } from "./i18n.js";
import { ChatConnection } from "./chat-connection.js";
import { ChatSession } from "./chat-session.js";
import { ChatLog } from "./chat-log.js";
import { MemberList } from "./chat-members.js";
import { TypingLine } from "./chat-typing.js";
import { ByteCounter, recall, remember } from "./chat-input.js";
import { pathOf, roomNamed, roomOfPage, showRoomInAddress } from "./chat-rooms.js";
import { wireDetails } from "./wire-drawer.js";
import "./chat-viewport.js";

const element = (id) => document.getElementById(id);
const state = element("state");
const chatView = element("chat-view");
const nameInput = element("name");
const roomInput = element("room");
const messageInput = element("message");
const sendButton = element("send");
const joinError = element("join-error");
const messageError = element("message-error");

const members = new MemberList(element("members"), element("member-count"), element("members-toggle"));
const log = new ChatLog(element("log"), element("log-empty"), element("newer"));
const typing = new TypingLine(element("typing"));
const nameBytes = new ByteCounter(nameInput, element("name-bytes"), 96);
const roomBytes = new ByteCounter(roomInput, element("room-bytes"), 64);
const messageBytes = new ByteCounter(messageInput, element("message-bytes"), 4096);
const connection = new ChatConnection(pathOf(roomOfPage()), "webdemo.chat.v1");
const session = new ChatSession(connection);

// What the session tells

session.onstate = (name, args) => {
  state.dataset.state = name;
  say(state, args?.text ?? `state.${name}`, args);
  element("retry").hidden = name !== "waiting";
  chatView.classList.toggle("stale", name !== "joined");
  if (name !== "joined") typing.clear();
};

session.onwelcome = (welcome, { isBack, isGap }) => {
  const wasInChat = isInChat();
  log.beQuiet();
  if (!isBack) log.clear();
  else log.addBreak(isGap ? "chat.gap" : "chat.resumed");
  members.reset(welcome.members, welcome.count, welcome.id);
  element("room-name").textContent = welcome.room;
  showChat(true);
  if (!wasInChat) {
    log.scrollToEnd();
    messageInput.focus();
  }
};

session.onmessage = (message, isOwn) => {
  typing.remove(message.id);
  log.addMessage(message, isOwn);
};

session.onpending = (messages) => {
  log.showPending(messages);
  sendButton.disabled = session.isFull;
};

session.onjoined = (member) => {
  members.add(member);
  log.addNotice(member, "chat.joined");
};

session.onleft = (member) => {
  members.remove(member.id);
  typing.remove(member.id);
  log.addNotice(member, "chat.left");
};

session.ontyping = (member) => typing.add(member);

session.onerror = (error, refused) => {
  const place = isInChat() ? messageError : joinError;
  say(place, `error.${error.code}`);
  if (place.textContent === `error.${error.code}`) {
    hush(place);
    place.textContent = error.text;
  }
  if (refused === undefined) return;
  messageInput.value = [refused, messageInput.value].filter(Boolean).join("\n");
  messageBytes.update();
};

session.onout = () => {
  showChat(false);
  log.clear();
  typing.clear();
  members.reset([], 0, null);
  if (state.dataset.state === "joined") session.onstate("open");
  nameInput.focus();
};

function isInChat() {
  return !chatView.hidden;
}

function showChat(inChat) {
  document.body.classList.toggle("in-chat", inChat);
  element("join-view").hidden = inChat;
  for (const id of ["chat-view", "leave", "members-toggle", "room-name"]) element(id).hidden = !inChat;
  hush(joinError);
  hush(messageError);
}

// What the visitor does

element("join-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const name = nameInput.value.trim();
  hush(joinError);
  if (name === "" || nameBytes.isOver) return refuse(nameInput, "error.bad-name");
  if (roomBytes.isOver) return refuse(roomInput, "chat.room.bad");
  remember("webdemo.name", wellFormed(name));
  const room = wellFormed(roomNamed(roomInput.value));
  showRoomInAddress(room);
  session.join(wellFormed(name));
  if (pathOf(room) !== connection.path || state.dataset.state === "closed") connection.go(pathOf(room));
});

function refuse(input, key) {
  say(joinError, key);
  input.focus();
}

element("message-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = wellFormed(messageInput.value);
  if (text.trim() === "") return;
  if (messageBytes.isOver) {
    say(messageError, "error.bad-message");
    return;
  }
  if (!session.say(text)) return;
  messageInput.value = "";
  messageBytes.update();
  hush(messageError);
  log.scrollToEnd();
  messageInput.focus();
});

messageInput.addEventListener("input", () => {
  hush(messageError);
  if (messageInput.value !== "") session.typing();
});
for (const input of [nameInput, roomInput]) input.addEventListener("input", () => hush(joinError));
// A tap on the button must not take the focus, and with it the phone's keyboard, from the text.
sendButton.addEventListener("mousedown", (event) => event.preventDefault());

messageInput.addEventListener("keydown", (event) => {
  // While an input method composes (Chinese, Japanese, …), Enter confirms its choice.
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  element("message-form").requestSubmit();
});

element("leave").addEventListener("click", () => session.leave());
element("retry").addEventListener("click", () => connection.retryNow());

// A recording begins with the handshake, so the page connects anew; nothing is lost by it.
wireDetails(element("wire-details"), (panel) => {
  connection.open = (path, protocol) => panel.open(path, [protocol]);
  connection.go(connection.path);
});

/** JSON cannot carry half a surrogate pair to every server. */
function wellFormed(text) {
  return text.toWellFormed?.() ?? text;
}

nameInput.value = recall("webdemo.name") ?? "";
roomInput.value = roomOfPage();
connection.start();
