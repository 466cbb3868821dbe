// Which lines are shown: of one connection, one direction, one kind.
import { make, name } from "./dom.js";
import { say } from "./i18n.js";

const kinds = ["handshake", "text", "binary", "continuation", "ping", "pong", "close"];

export class WireFilter {
  element = make("div", "wire-group wire-filter");
  #connection = select("connection", ["all"]);
  #direction = select("direction", ["all", "received", "sent"]);
  #opcode = select("opcode", ["all", ...kinds]);
  #listed = "";

  constructor(onchange) {
    for (const each of [this.#connection, this.#direction, this.#opcode]) {
      each.addEventListener("change", onchange);
      this.element.append(each);
    }
  }

  /** Lists the connections that can be chosen. */
  update(connections) {
    const listed = connections.map(({ id, boot }) => `${boot} ${id}`).join();
    if (listed === this.#listed) return;
    this.#listed = listed;
    const chosen = this.#connection.value;
    const options = connections.map((connection) => {
      const option = make("option", "", `#${connection.id} ${connection.path}`);
      option.value = `${connection.boot} ${connection.id}`;
      return option;
    });
    this.#connection.replaceChildren(this.#connection.firstElementChild, ...options);
    this.#connection.value = options.some(({ value }) => value === chosen) ? chosen : "all";
  }

  connections(all) {
    return all.filter((connection) => this.letsConnection(connection));
  }

  letsConnection({ id, boot }) {
    return ["all", `${boot} ${id}`].includes(this.#connection.value);
  }

  /** Gaps are never hidden: what is missing might have been anything. */
  lets(entry) {
    if (!entry.isTimed) return true;
    const direction = this.#direction.value;
    const opcode = this.#opcode.value;
    return (direction === "all" || entry.direction === direction) && (opcode === "all" || entry.opcode === opcode);
  }
}

function select(choice, values) {
  const select = make("select", "field wire-select");
  name(select, `wire.filter.${choice}`);
  for (const value of values) {
    const option = make("option");
    option.value = value;
    say(option, value === "all" ? `wire.filter.${choice}.all` : `wire.filter.${value}`);
    select.append(option);
  }
  return select;
}
