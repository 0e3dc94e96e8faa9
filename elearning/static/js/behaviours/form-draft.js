// Keeps what is written into an anonymous form on this device alone, until it is sent: the server gets nothing before.
const DAYS = 14; // what was never sent goes by itself
const store = (() => {
  try {
    localStorage.setItem("form-draft", "");
    localStorage.removeItem("form-draft");
    return localStorage;
  } catch {
    return null; // a browser that keeps nothing
  }
})();
const own = (name) => name.startsWith("form-") && name.split("-").length > 3;

function read(name) {
  try {
    return JSON.parse(store.getItem(name));
  } catch {
    return null;
  }
}

function sweep() {
  for (const name of Object.keys(store).filter(own)) {
    if (!((read(name)?.at ?? 0) > Date.now() - DAYS * 86_400_000)) store.removeItem(name);
  }
}

const fields = (form) => [...form.elements].filter((field) => field.name.startsWith("answer_"));

function values(form) {
  const found = {};
  for (const field of fields(form)) {
    if (field.type === "radio" ? field.checked : field.value) found[field.name] = field.value;
  }
  return found;
}

function fill(form, kept) {
  for (const field of fields(form)) {
    if (field.type === "radio") field.checked ||= kept[field.name] === field.value;
    else field.value ||= kept[field.name] ?? "";
  }
}

function follow(form) {
  const name = form.dataset.formDraft;
  const line = form.querySelector("[data-form-kept]");
  const show = () => (line.hidden = !store.getItem(name));
  fill(form, read(name)?.values ?? {});
  form.addEventListener("input", () => {
    store.setItem(name, JSON.stringify({ at: Date.now(), values: values(form) }));
    show();
  });
  form.querySelector("[data-form-forget]").addEventListener("click", () => {
    store.removeItem(name);
    for (const field of fields(form)) field.type === "radio" ? (field.checked = false) : (field.value = "");
    show();
  });
  show();
}

if (store) {
  sweep();
  for (const form of document.querySelectorAll("[data-form-draft]")) follow(form);
  for (const sent of document.querySelectorAll("[data-form-sent]")) {
    const start = sent.dataset.formSent.split("-").slice(0, -1).join("-"); // of whatever mark: the form was sent
    for (const name of Object.keys(store)) if (name.startsWith(start)) store.removeItem(name);
  }
}
