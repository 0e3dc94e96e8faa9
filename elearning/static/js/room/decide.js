// The dialog about one person: coming, going, or what a human decides, with the reason.
import { joined, word } from "./said.js";

export function decider(dialog, { about, keep, chosen, status }) {
  const at = (name) => dialog.querySelector(`[data-${name}]`);
  const form = at("decision");
  const field = (name) => form.elements[name];
  let person;

  dialog.addEventListener("click", ({ target }) => {
    if (target.closest("[data-close]")) dialog.close();
    const verb = target.closest("[data-verb]")?.dataset.verb;
    if (!verb) return;
    dialog.close();
    keep({ verb }, person, word(verb === "in" ? "came" : "went", { name: person.name }), about(person));
  });
  form.addEventListener("change", () => { at("minutes").hidden = field("value").value !== "partial"; });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const [value, reason, minutes] = [field("value").value, field("reason").value.trim(), Number(field("minutes").value)];
    const isPartial = value === "partial";
    const words = at("keep").dataset;
    const fault = !value || !reason ? words.word : isPartial && !(minutes >= 1 && minutes <= 1440) ? words.wordMinutes : "";
    at("fault").textContent = fault;
    if (fault) return;
    dialog.close();
    keep({ verb: "set", value, reason, minutes: isPartial ? Math.round(minutes) : null }, person, word("decided", { name: person.name, value: word(value) }), about(person));
  });

  return (someone) => {
    person = someone;
    form.reset();
    at("minutes").hidden = true;
    at("fault").textContent = "";
    at("name").textContent = person.name;
    at("about").textContent = joined([about(person), word(person.photo ? "photo_yes" : "photo_no")]);
    at("status").textContent = word(status(person));
    at("where").textContent = chosen()?.title || chosen()?.code || "";
    dialog.showModal();
  };
}
