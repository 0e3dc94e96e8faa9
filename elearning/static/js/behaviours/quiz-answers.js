// Reads and writes the answer in the fields of one question: a list of texts, as assessments/marking.py describes it.
import { arrange } from "./ordering.js";

const parts = (box) => [...box.querySelectorAll("[data-part]")];

export function answerOf(box) {
  const text = box.querySelector("[data-text]");
  if (text) return text.value.trim() ? [text.value] : [];
  if (parts(box).length) {
    return parts(box).filter((field) => field.value.trim()).map((field) => `${field.dataset.part}:${field.value}`);
  }
  return [...box.querySelectorAll("input:checked")].map((input) => input.value);
}

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
