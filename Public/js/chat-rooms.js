// Which room: `?room=` of the page's address, so that a link leads to it.
const lobby = "lobby";

export function roomOfPage() {
  return new URLSearchParams(location.search).get("room") || lobby;
}

export function showRoomInAddress(room) {
  const url = new URL(location.href);
  if (room === lobby) url.searchParams.delete("room");
  else url.searchParams.set("room", room);
  history.replaceState(history.state, "", url);
}

export function pathOf(room) {
  return room === lobby ? "/chat" : `/chat?room=${encodeURIComponent(room)}`;
}

/** What was typed as the name of a room; nothing is the lobby. */
export function roomNamed(text) {
  return text.trim() || lobby;
}
