// A quiz that loses no answer: each is sent as it is given, waits on the device while the line is down, and shows where it is.
import { drop, keep, waiting } from "./quiz-queue.js";

const form = document.querySelector("[data-quiz]");
const words = form.dataset;
const attempt = words.quiz;
const offline = document.querySelector("[data-offline]");
const fault = document.querySelector("[data-fault]");
const SLOWEST = 60_000;
let last = 0;
let sending = null;
let again = 2_000;
let timer;

const clock = (moment) => new Date(moment).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
const place = (position) => form.querySelector(`[data-position="${position}"]`);
const answerOf = (box) => [...box.querySelectorAll("input:checked")].map((input) => input.value);

function say(position, text) {
  const box = place(position);
  if (box) box.querySelector("[data-saved]").textContent = text;
}

function complain(text) {
  fault.hidden = !text;
  fault.querySelector("p").textContent = text;
}

// Later answers have higher numbers, from any tab of this device.
function next() {
  last = Math.max(last + 1, Date.now() * 8 + Math.floor(Math.random() * 8));
  return last;
}

async function given(box) {
  const position = Number(box.dataset.position);
  await keep({ uuid: crypto.randomUUID(), attempt, position, answer: answerOf(box), sequence: next(), given_at: new Date().toISOString() });
  say(position, words.wordHere);
  await send();
}

async function post(entries) {
  const answers = entries.map(({ attempt: _own, ...entry }) => entry);
  const answer = await fetch(words.url, {
    method: "POST",
    body: JSON.stringify({ answers }),
    credentials: "same-origin",
    headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
    signal: AbortSignal.timeout(20_000),
  });
  const said = await answer.json().catch(() => ({}));
  return { ok: answer.ok, status: answer.status, ...said };
}

async function settle(receipt, entries) {
  await drop(receipt.uuid);
  const newer = entries.some((entry) => entry.position === receipt.position && entry.uuid !== receipt.uuid && entry.sequence > entries.find((own) => own.uuid === receipt.uuid).sequence);
  if (newer) return;
  if (receipt.refused) {
    say(receipt.position, receipt.refused);
  } else {
    const box = place(receipt.position);
    const empty = box && !answerOf(box).length;
    say(receipt.position, receipt.late ? words.wordLate : empty ? words.wordNone : words.wordSaved.replace("TIME", clock(receipt.saved_at)));
  }
}

async function round() {
  const entries = (await waiting(attempt)).slice(0, 100);
  if (!entries.length) return true;
  let said;
  try {
    said = await post(entries);
  } catch {
    offline.hidden = false;
    return false;
  }
  offline.hidden = true;
  if (!said.ok) {
    complain(said.fault || words.wordUnsent);
    return false;
  }
  complain("");
  for (const receipt of said.receipts) await settle(receipt, entries);
  if (!said.open) location.reload();
  return !(await waiting(attempt)).length || round();
}

// One sending at a time; what fails is tried again, ever more slowly, and at once when the line is back.
function send() {
  sending ??= round()
    .catch(() => false)
    .then((done) => {
      sending = null;
      clearTimeout(timer);
      again = done ? 2_000 : Math.min(again * 2, SLOWEST);
      if (!done) timer = setTimeout(send, again);
      return done;
    });
  return sending;
}

async function finish(event) {
  event.preventDefault();
  const button = event.submitter;
  await send();
  if (!(await send())) {
    complain(words.wordUnsent);
    fault.scrollIntoView({ block: "center" });
    return;
  }
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name: button?.name || "save", value: "1" });
  form.append(field);
  form.submit();
}

function countDown() {
  const left = document.querySelector("[data-left]");
  if (!left || !words.deadline) return;
  const shift = Number(words.now) * 1000 - Date.now();
  const show = () => {
    const seconds = Math.max(0, Math.round(Number(words.deadline) - (Date.now() + shift) / 1000));
    left.textContent = words.wordLeft.replace("TIME", `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`);
    if (!seconds) send();
  };
  show();
  setInterval(show, 1_000);
}

// What a closed tab left is put back into the page before it is sent.
async function restore() {
  for (const entry of await waiting(attempt)) {
    const box = place(entry.position);
    if (!box) continue;
    for (const input of box.querySelectorAll("input")) input.checked = entry.answer.includes(input.value);
    say(entry.position, words.wordHere);
    last = Math.max(last, entry.sequence);
  }
  await send();
}

form.addEventListener("change", (event) => given(event.target.closest("[data-position]")));
form.addEventListener("submit", finish);
addEventListener("online", () => { again = 1_000; send(); });
addEventListener("offline", () => { offline.hidden = false; });
document.addEventListener("visibilitychange", send);
countDown();
restore();
