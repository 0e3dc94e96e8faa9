// A vote that is kept on this device until the server has taken it: one for each poll, the last one chosen.
const AGAIN = 10_000;
const LONGEST = 20_000; // a line that is there and carries nothing is given up, and tried again
// Where nothing may be stored (private windows), this page's memory keeps it.
const memory = new Map();

const key = (form) => `vote:${form.dataset.vote}`;

function kept(form) {
  try {
    return localStorage.getItem(key(form)) ?? memory.get(key(form)) ?? null;
  } catch {
    return memory.get(key(form)) ?? null;
  }
}

function keep(form, choice) {
  memory.set(key(form), choice);
  try {
    localStorage.setItem(key(form), choice);
  } catch {}
}

function drop(form, choice) {
  if (kept(form) !== choice) return; // another was chosen while this one was on its way
  memory.delete(key(form));
  try {
    localStorage.removeItem(key(form));
  } catch {}
}

function say(form, words) {
  form.querySelector("[data-said]").textContent = words;
}

async function send(form) {
  const choice = kept(form);
  if (choice === null || form.dataset.sending) return;
  form.dataset.sending = "yes";
  try {
    const body = new FormData(form);
    body.set("choice", choice);
    const signal = AbortSignal.timeout(LONGEST);
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" }, signal });
    if (!answer.headers.get("Content-Type")?.includes("application/json")) {
      say(form, answer.redirected || answer.status === 403 ? form.dataset.signin : form.dataset.kept);
      return;
    }
    const said = await answer.json();
    drop(form, choice);
    say(form, said.words);
  } catch {
    say(form, form.dataset.kept);
  } finally {
    delete form.dataset.sending;
  }
}

const forms = document.querySelectorAll("[data-vote]");
for (const form of forms) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    keep(form, new FormData(form).get("choice"));
    say(form, form.dataset.kept); // until the answer is there, on a slow line too
    send(form);
  });
  const waiting = kept(form);
  const choice = waiting !== null && form.querySelector(`[name=choice][value="${CSS.escape(waiting)}"]`);
  if (choice) choice.checked = true;
}
const all = () => forms.forEach(send);
addEventListener("online", all);
setInterval(all, AGAIN);
all();
