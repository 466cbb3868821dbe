// Who is here. Of a large room the server names only the first; then there are more than the list shows.
import { hush, say } from "./i18n.js";
import { showPerson } from "./chat-person.js";
import { make } from "./dom.js";

export class MemberList {
  #list;
  #count;
  #toggle;
  #more = make("p", "tag");
  #myID = null;
  #here = 0;

  constructor(list, count, toggle) {
    this.#list = list;
    this.#count = count;
    this.#toggle = toggle;
    list.after(this.#more);
    const panel = document.getElementById(toggle.getAttribute("aria-controls"));
    const show = (shown) => {
      panel.classList.toggle("shown", shown);
      toggle.setAttribute("aria-expanded", String(shown));
    };
    toggle.addEventListener("click", () => show(!panel.classList.contains("shown")));
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") show(false);
    });
    document.getElementById("log").addEventListener("pointerdown", () => show(false));
  }

  reset(members, count, myID) {
    this.#myID = myID;
    this.#here = count;
    this.#list.replaceChildren(...members.map((member) => this.#item(member)));
    this.#showCount();
  }

  add(member) {
    this.#here += 1;
    this.#list.append(this.#item(member));
    this.#showCount();
  }

  remove(id) {
    this.#here -= 1;
    this.#list.querySelector(`[data-id="${Number(id)}"]`)?.remove();
    this.#showCount();
  }

  #item(member) {
    const item = make("li");
    item.dataset.id = member.id;
    showPerson(member, item);
    if (member.id === this.#myID) {
      const you = make("span", "tag");
      say(you, "chat.you");
      item.append(you);
    }
    return item;
  }

  #showCount() {
    this.#count.textContent = this.#here;
    say(this.#toggle, "chat.members.toggle", { count: this.#here });
    const unnamed = this.#here - this.#list.children.length;
    if (unnamed > 0) say(this.#more, "chat.members.more", { count: unnamed });
    else hush(this.#more);
  }
}
