// The bench: shows an experiment, its options and predictions, what happens, and what that means.
import { make, said } from "./dom.js";
import { say } from "./i18n.js";

const byID = (id) => document.getElementById(id);
const choices = byID("lab-choices");
const events = byID("lab-events");
const result = byID("lab-result");
const form = byID("lab-options");

/** Shows an experiment that was not run yet. `predict(choice)` is called when one is clicked. */
export function lay(experiment, predict) {
  say(byID("lab-name"), `lab.${experiment.id}.name`);
  say(byID("lab-what"), `lab.${experiment.id}.what`);
  form.replaceChildren(...(experiment.options ?? []).map(field));
  form.hidden = !experiment.options;
  choices.replaceChildren(...experiment.choices.map((choice) => choiceButton(choice, () => predict(choice))));
  byID("lab-record").hidden = true;
  byID("lab-next").hidden = true;
  events.replaceChildren();
  result.replaceChildren();
  showPath(experiment);
}

/** What was put into the fields, by name. */
export function options() {
  return Object.fromEntries(new FormData(form));
}

/** The address of an experiment with its options. */
export function path(experiment) {
  const query = new URLSearchParams(options()).toString();
  return `/lab/${experiment.id}${query && `?${query}`}`;
}

export function showPath(experiment) {
  byID("lab-path").textContent = path(experiment);
}

/** Takes no other prediction from now on, and shows what happens. */
export function start(predicted) {
  for (const button of choices.children) {
    button.disabled = true;
    button.setAttribute("aria-pressed", String(button.dataset.choice === predicted));
  }
  for (const input of form.elements) input.disabled = true;
  byID("lab-record").hidden = false;
  setState("connecting", "lab.state.running");
}

export function showEvent(milliseconds, name, key, args) {
  const row = make("li");
  row.append(
    said("span", "lab-time", "lab.milliseconds", { ms: milliseconds.toFixed(1) }),
    make("span", "lab-event", name),
    key ? said("span", "lab-detail", key, args) : make("span", "lab-detail"),
  );
  events.append(row);
  byID("lab-events-box").scrollTop = events.scrollHeight;
}

/** Compares what was predicted, what happened and what was to be expected. */
export function conclude(experiment, predicted, actual, expected, why) {
  const mark = predicted === actual ? "right" : "wrong";
  for (const button of choices.children) {
    const { choice } = button.dataset;
    if (choice === actual) button.dataset.actual = "";
    const note = choice === actual ? "actual" : choice === predicted ? "predicted" : null;
    if (note) button.append(said("span", "lab-note", `lab.note.${note}`));
  }
  setState("open", "lab.state.done");
  const verdict = said("p", "lab-verdict", `lab.verdict.${mark}`);
  verdict.dataset.mark = mark;
  result.replaceChildren(
    verdict,
    said("p", "lab-actual", `lab.choice.${actual}`),
    said("p", "lab-why", why),
  );
  if (expected && actual !== expected) {
    result.append(make("p", "lab-unusual",
      said("span", "", "lab.unusual"), " ", said("span", "", `lab.choice.${expected}`)));
  }
  byID("lab-next").hidden = false;
}

function setState(state, key) {
  byID("lab-state").dataset.state = state;
  say(byID("lab-state"), key);
}

function choiceButton(choice, react) {
  const button = make("button", "lab-choice");
  button.type = "button";
  button.dataset.choice = choice;
  button.append(said("span", "", `lab.choice.${choice}`));
  button.addEventListener("click", react);
  return button;
}

function field(option) {
  const box = make("div");
  const id = `lab-option-${option.name}`;
  const label = said("label", "", `lab.option.${option.label ?? option.name}`);
  label.htmlFor = id;
  const input = make(option.values ? "select" : "input", "field");
  Object.assign(input, { id, name: option.name });
  for (const value of option.values ?? []) input.append(choiceOf(option, value));
  if (option.min !== undefined) Object.assign(input, { type: "number", min: option.min, max: option.max });
  if (option.maxLength) input.maxLength = option.maxLength;
  input.value = option.value;
  box.append(label, input);
  return box;
}

function choiceOf({ name }, value) {
  const choice = make("option");
  choice.value = value;
  if (name === "bytes") say(choice, "lab.mebibytes", { count: Number(value) / 1048576 });
  else choice.textContent = value;
  return choice;
}
