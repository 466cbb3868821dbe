// One experiment: connects, does what it asks for, and keeps what the browser tells the page.

const quiet = 1_500; // How long nothing must happen before an open connection counts as staying so, in milliseconds.
const longest = 30_000; // How long any experiment may take, in milliseconds.
const shownText = 80; // Characters of a message that are shown.

/**
 * Resolves to what happened. `tell(milliseconds, name, key, args)` is called for each thing that does; `signal` gives up.
 */
export function run(socket, experiment, tell, signal) {
  const start = performance.now();
  const record = { opened: false, extensions: "", messages: [], close: null, isDone: false };
  const note = (name, key, args) => {
    if (!signal.aborted) tell(performance.now() - start, name, key, args);
  };

  return new Promise((resolve) => {
    let timer;
    const finish = () => {
      clearTimeout(timer);
      clearTimeout(limit);
      record.isOver = true;
      record.milliseconds = performance.now() - start;
      resolve(record);
    };
    const wait = (milliseconds) => {
      clearTimeout(timer);
      timer = setTimeout(finish, milliseconds);
    };
    const limit = setTimeout(finish, longest);
    signal.addEventListener("abort", finish, { once: true });
    const on = (name, react) => socket.addEventListener(name, (event) => {
      if (!record.isOver) react(event);
    });

    on("open", () => {
      record.opened = true;
      record.extensions = socket.extensions;
      note("open", "lab.event.open", { protocol: socket.protocol || "–", extensions: socket.extensions || "–" });
      wait(experiment.quiet ?? quiet);
      experiment.act?.(socket, record, note);
    });
    on("message", ({ data }) => {
      record.messages.push(data);
      if (typeof data === "string") {
        note("message", "lab.event.text", { count: data.length, text: shown(data) });
      } else {
        note("message", "lab.event.binary", { bytes: data.size ?? data.byteLength });
      }
      record.isDone = experiment.isDone?.(record) ?? false;
      if (record.isDone) finish();
      else wait(experiment.quietAfterMessage ?? experiment.quiet ?? quiet);
    });
    on("error", () => {
      note("error", "lab.event.error");
    });
    on("close", ({ code, reason, wasClean }) => {
      record.close = { code, reason, wasClean };
      note("close", "lab.event.close", { code, reason: reason || "–", clean: wasClean });
      finish();
    });
  });
}

function shown(text) {
  return text.length > shownText ? `${text.slice(0, shownText)}…` : text;
}
