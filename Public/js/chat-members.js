// Who is here.
import { say } from "./i18n.js";
import { make, showPerson } from "./chat-person.js";

export class MemberList {
  #list;
  #count;
  #toggle;
  #myID = null;

  constructor(list, count, toggle) {
    this.#list = list;
    this.#count = count;
    this.#toggle = toggle;
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

  reset(members, myID) {
    this.#myID = myID;
    this.#list.replaceChildren(...members.map((member) => this.#item(member)));
    this.#showCount();
  }

  add(member) {
    this.remove(member.id);
    this.#list.append(this.#item(member));
    this.#showCount();
  }

  remove(id) {
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
    const count = this.#list.children.length;
    this.#count.textContent = count;
    say(this.#toggle, "chat.members.toggle", { count });
  }
}
