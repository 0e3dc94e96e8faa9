// Reads and writes the answer in the fields of one question: a list of texts, as assessments/marking.py describes it.
import { arrange } from "./ordering.js";

const parts = (box) => [...box.querySelectorAll("[data-part]")];
const textOf = (field) => field.value.toWellFormed?.() ?? field.value; // half a character, as a bad paste leaves it, cannot be stored

export const same = (one, other) => one.length === other.length && one.every((each) => other.includes(each));

export function answerOf(box) {
  const text = box.querySelector("[data-text]");
  if (text) return text.value.trim() ? [textOf(text)] : [];
  if (parts(box).length) {
    return parts(box).filter((field) => field.value.trim()).map((field) => `${field.dataset.part}:${textOf(field)}`);
  }
  return [...box.querySelectorAll("input:checked")].map((input) => input.value);
}

// Where to mend a refused answer: a number is the likeliest to be none.
export const fieldOf = (box) => box.querySelector("[inputmode]") ?? box.querySelector("textarea, select, input:not([type=hidden])");

// Writing into a field in which somebody types would take her letters away: it is left alone.
function put(field, value) {
  if (field.value !== value && field !== document.activeElement) field.value = value;
}

export function putInto(box, answer) {
  const text = box.querySelector("[data-text]");
  if (text) return put(text, answer[0] ?? "");
  const said = new Map(answer.map((part) => [part.slice(0, part.indexOf(":")), part.slice(part.indexOf(":") + 1)]));
  for (const field of parts(box)) put(field, said.get(field.dataset.part) ?? "");
  for (const input of box.querySelectorAll("[type=radio], [type=checkbox]")) input.checked = answer.includes(input.value);
  const list = box.querySelector("[data-ordering]");
  if (list) arrange(list);
}

// What each question held when this page last gave its answer or put one in: only what differs from it is new. Else a text that
// merely stands there would be given once more, and override what another device has said meanwhile.
const told = new WeakMap();

export function remember(box) {
  told.set(box, answerOf(box));
  return told.get(box);
}

// At first that is what the server knew; a textarea has lost the line break that its text began with.
function known(box) {
  return told.get(box) ?? JSON.parse(box.querySelector("[name^=was]").value).map((text) => text.replace(/^\n/, ""));
}

export const isUntold = (box) => !same(answerOf(box), known(box));
