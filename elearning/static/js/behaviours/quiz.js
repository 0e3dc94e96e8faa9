// A quiz that loses no answer: each is sent as it is given, waits on the device while the line is down, and shows where it is.
// The pages that finish it and show its result run this too: they send what a closed tab left on the device.
import { answerOf, putInto } from "./quiz-answers.js";
import { drop, freshId, keep, waiting, wouldBeLost } from "./quiz-queue.js";
import { signIn } from "./quiz-signin.js";

const offline = document.querySelector("[data-quiz]");
const fault = document.querySelector("[data-fault]");
const form = document.querySelector("[data-quiz-form]");
const words = offline.dataset;
const attempt = words.quiz;
const SLOWEST = 60_000;
const PAUSE = 3_000;
const tabs = new BroadcastChannel("quiz");
const behind = Number(words.now) * 1000 - Date.now();
const amiss = Math.abs(behind) > SLOWEST ? behind : 0; // less may be the slow line: then the device's clock is the better one
let last = Number(words.newest);
let over = false;
let finishing = false;
let sending = null;
let again = 2_000;
let timer;

const clock = (moment) => new Date(moment).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: words.zone });
const place = (position) => form?.querySelector(`[data-position="${position}"]`);
const same = (one, other) => one.length === other.length && one.every((each) => other.includes(each));

// What one question shows, here and in the other tabs of this browser: its answer, and where that is.
function show(position, answer, text, tone) {
  const box = place(position);
  if (!box) return;
  putInto(box, answer);
  const line = box.querySelector("[data-saved]");
  line.textContent = text;
  line.dataset.tone = tone;
}

function tell(position, answer, text, tone) {
  show(position, answer, text, tone);
  tabs.postMessage({ attempt, position, answer, text, tone, last });
}

function complain(text) {
  fault.hidden = !text;
  fault.querySelector("p").textContent = text;
}

function stay(notice) {
  notice.hidden = false;
  notice.scrollIntoView({ block: "center" });
}

async function sum(asked = false) {
  const line = document.querySelector("[data-waiting]");
  const places = new Set((await waiting(attempt)).map((entry) => entry.position));
  if (!line || !(asked || places.size || line.textContent)) return;
  line.textContent = places.size ? words.wordWaiting.replace("COUNT", places.size) : words.wordAll;
}

// A later answer has a higher number than all that this page has heard of and, by the clock, than those of other devices.
function next() {
  last = Math.max(last + 1, (Date.now() + amiss) * 8 + Math.floor(Math.random() * 8));
  return last;
}

async function given(box) {
  const position = Number(box.dataset.position);
  const answer = answerOf(box);
  await keep({ uuid: freshId(), attempt, position, answer, sequence: next(), given_at: new Date().toISOString() });
  tell(position, answerOf(box), words.wordHere, "warn");
  await sum();
  await send();
}

// The token of the cookie: who signs in again in another tab gets a new one, and this page is still good.
function token() {
  return document.cookie.match(/(?:^|;\s*)csrftoken=([^;]+)/)?.[1] ?? document.querySelector("[name=csrfmiddlewaretoken]").value;
}

async function post(entries) {
  const answers = entries.map(({ attempt: _own, ...entry }) => entry);
  const answer = await fetch(words.url, {
    method: "POST",
    body: JSON.stringify({ answers }),
    credentials: "same-origin",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
    signal: AbortSignal.timeout?.(20_000),
  });
  const said = await answer.json().catch(() => ({}));
  return { ...said, ok: answer.ok && Array.isArray(said.receipts), status: answer.status };
}

function settle(receipt, entry) {
  const { position, counted } = receipt;
  last = Math.max(last, receipt.counted_sequence ?? 0);
  const named = place(position)?.querySelector("[data-fault-here]");
  if (named) [named.textContent, named.hidden] = [receipt.refused, !receipt.refused];
  if (receipt.refused) tell(position, entry.answer, words.wordRefused, "bad"); // what was written stays to be mended
  else if (receipt.late) tell(position, entry.answer, words.wordLate, "bad");
  else if (!same(counted, entry.answer)) tell(position, counted, words.wordNewer, "info");
  else if (!counted.length) tell(position, counted, words.wordNone, "");
  else tell(position, counted, words.wordSaved.replace("TIME", clock(receipt.saved_at)), "good");
  return receipt.refused;
}

function shut() {
  over = true;
  complain(words.wordOver);
  stay(fault);
  for (const box of form?.querySelectorAll("[data-position]") ?? []) box.disabled = true;
}

async function round() {
  const entries = (await waiting(attempt)).slice(0, 100);
  if (!entries.length) return true;
  const said = await post(entries).catch(() => null);
  offline.hidden = Boolean(said);
  if (!said) return false;
  if (!said.ok) {
    complain(said.fault || (said.status === 404 ? words.wordOther : words.wordUnsent));
    if (said.status === 401) signIn(send);
    return false;
  }
  for (const receipt of said.receipts) await drop(receipt.uuid);
  const left = await waiting(attempt);
  const settled = said.receipts.filter((receipt) => !left.some((entry) => entry.position === receipt.position));
  const refused = settled.map((receipt) => settle(receipt, entries.find((entry) => entry.uuid === receipt.uuid))).filter(Boolean);
  complain([...new Set(refused)].join(" "));
  if (!said.open) shut();
  return !left.length || round();
}

// One sending at a time; what fails is tried again, ever more slowly, and at once when the line is back.
function send() {
  sending ??= round()
    .catch(() => false)
    .then(async (done) => {
      sending = null;
      clearTimeout(timer);
      again = done ? 2_000 : Math.min(again * 2, SLOWEST);
      if (!done) timer = setTimeout(send, again);
      await sum();
      return done;
    });
  return sending;
}

// A browser that says it is offline may be wrong (a virtual machine, a VPN): one empty batch tells.
async function reached() {
  return navigator.onLine || Boolean(await post([]).catch(() => null));
}

// Nothing is finished while an answer waits on this device, or while the line is down.
async function finish(button) {
  await send();
  if (!(await send())) {
    if (fault.hidden) complain(words.wordUnsent);
    stay(fault);
  } else if (button?.name === "save") {
    await sum(true);
  } else if (!(await reached())) {
    stay(offline);
  } else if (form.dataset.quizForm) {
    location.assign(form.dataset.quizForm); // not by posting: this page may show answers that another device has changed
  } else {
    form.elements.csrfmiddlewaretoken.value = token();
    form.submit();
  }
}

function countDown() {
  const left = document.querySelector("[data-left]");
  if (!left || !words.deadline) return;
  const tick = () => {
    const seconds = Math.max(0, Math.round(Number(words.deadline) - (Date.now() + behind) / 1000));
    left.textContent = words.wordLeft.replace("TIME", `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`);
    if (seconds) setTimeout(tick, 1_000);
    else send();
  };
  tick();
}

// What a closed tab left is put back into the page before it is sent. A page without the questions counts anew after that.
async function restore() {
  const left = await waiting(attempt);
  for (const entry of left) {
    show(entry.position, entry.answer, words.wordHere, "warn");
    last = Math.max(last, entry.sequence);
  }
  if (!left.length) return;
  const done = await send();
  if (done && !over && !place(left[0].position)) location.reload();
}

// A long text is kept while it is written, not only when its writer has left the field.
let typing;
form?.addEventListener("input", ({ target }) => {
  if (target.localName !== "textarea") return;
  clearTimeout(typing);
  typing = setTimeout(() => given(target.closest("[data-position]")), PAUSE);
});
form?.addEventListener("change", ({ target }) => {
  clearTimeout(typing);
  given(target.closest("[data-position]"));
});
form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (finishing) return;
  finishing = true;
  await finish(event.submitter).finally(() => { finishing = false; });
});
tabs.addEventListener("message", ({ data }) => {
  if (data.attempt !== attempt) return;
  last = Math.max(last, data.last);
  show(data.position, data.answer, data.text, data.tone);
});
addEventListener("online", () => { offline.hidden = true; again = 1_000; send(); });
addEventListener("offline", () => { offline.hidden = false; });
addEventListener("beforeunload", (event) => { if (wouldBeLost()) event.preventDefault(); });
document.addEventListener("visibilitychange", () => {
  const box = document.hidden && document.activeElement?.matches("textarea") && document.activeElement.closest("[data-position]");
  if (box) given(box);
  else send();
});
for (const note of document.querySelectorAll("[data-scriptless]")) note.hidden = true;
countDown();
restore();
