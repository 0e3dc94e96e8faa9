// A quiz that loses no answer: each is sent as it is given, waits on the device while the line is down, and shows where it is.
// The pages that finish it and show its result run this too: they send what a closed tab left on the device.
import { answerOf, fieldOf, isUntold, putInto, remember, same } from "./quiz-answers.js";
import { drop, freshId, keep, waiting, wouldBeLost } from "./quiz-queue.js";
import { signIn } from "./quiz-signin.js";

const offline = document.querySelector("[data-quiz]");
const fault = document.querySelector("[data-fault]");
const form = document.querySelector("[data-quiz-form]");
const words = offline.dataset;
const attempt = words.quiz;
const SLOWEST = 60_000;
const PAUSE = 3_000;
const warnings = [300, 60]; // seconds before the end at which the time left is said aloud: a timer by itself is silent
const tabs = new BroadcastChannel("quiz");
const behind = Math.round(Number(words.now) * 1000) - Date.now();
const amiss = Math.abs(behind) > SLOWEST ? behind : 0; // less may be the slow line: then the device's clock is the better one
let last = Number(words.newest);
let over = false;
let refusals = 0;
let finishing = false;
let sending = null;
let again = 2_000;
let timer;

const clock = (moment) => new Date(moment).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: words.zone });
const place = (position) => form?.querySelector(`[data-position="${position}"]`);
const unmended = () => (over ? null : form?.querySelector("[data-fault-here]:not([hidden])"));
const boxes = () => [...(form?.querySelectorAll("[data-position]") ?? [])];

// What one question shows, here and in the other tabs of this browser: its answer, where that is, and why it was refused.
function show({ position, answer, text, tone, refused }) {
  const box = place(position);
  if (!box) return;
  const untold = isUntold(box); // being written: it is given later, and stays new until then
  putInto(box, answer);
  if (!untold) remember(box);
  const [line, named] = [box.querySelector("[data-saved]"), box.querySelector("[data-fault-here]")];
  [line.textContent, line.dataset.tone] = [text, tone];
  [named.textContent, named.hidden] = [refused, !refused];
}

function tell(position, answer, text, tone, refused = "") {
  show({ position, answer, text, tone, refused });
  tabs.postMessage({ attempt, position, answer, text, tone, refused, last });
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
  line.textContent = places.size ? words.wordWaiting.replace("COUNT", places.size) : unmended() ? "" : words.wordAll;
}

// A later answer has a higher number than all that this page has heard of and, by the clock, than those of other devices.
function next() {
  last = Math.max(last + 1, (Date.now() + amiss) * 8 + Math.floor(Math.random() * 8));
  return last;
}

async function given(box) {
  const position = Number(box.dataset.position);
  const answer = remember(box);
  await keep({ uuid: freshId(), attempt, position, answer, sequence: next(), given_at: new Date().toISOString() });
  tell(position, answerOf(box), words.wordHere, "warn");
  await sum();
  await send();
}

// What stands in a field and is not given yet: written just now, or before this page could listen.
const giveRest = (but = () => false) => Promise.all(boxes().filter((box) => isUntold(box) && !but(box)).map(given));

// The token of the cookie: who signs in again in another tab gets a new one, and this page is still good.
function token() {
  return document.cookie.match(/(?:^|;\s*)csrftoken=([^;]+)/)?.[1] ?? document.querySelector("[name=csrfmiddlewaretoken]").value;
}

async function post(entries) {
  const answers = entries.map(({ attempt: _own, owner: _hers, ...entry }) => entry);
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
  if (receipt.refused) tell(position, entry.answer, words.wordRefused, "bad", receipt.refused); // it stays to be mended
  else if (receipt.late) tell(position, entry.answer, words.wordLate, "bad");
  else if (!same(counted, entry.answer)) tell(position, counted, words.wordNewer, "info");
  else if (!counted.length) tell(position, counted, words.wordNone, "");
  else tell(position, counted, words.wordSaved.replace("TIME", clock(receipt.saved_at)), "good");
  return receipt.refused;
}

// Where there are no questions, and none of the answers was kept, why they were refused is all there is to say.
function shut(receipts, reasons) {
  over = true;
  const kept = receipts.some((receipt) => !receipt.refused);
  complain([kept || boxes().length ? words.wordOver : "", reasons].join(" ").trim());
  stay(fault);
  for (const box of boxes()) box.disabled = true;
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
  refusals += refused.length;
  const reasons = [...new Set(refused)].join(" ");
  complain(reasons);
  if (!said.open) shut(said.receipts, reasons);
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

function mend(named) {
  stay(named);
  fieldOf(named.closest("[data-position]")).focus({ preventScroll: true });
}

// Nothing is finished while an answer waits on this device or was refused and can be mended, or while the line is down.
async function finish(button) {
  const before = refusals;
  await giveRest();
  await send();
  if (!(await send())) {
    if (fault.hidden) complain(words.wordUnsent);
    stay(fault);
  } else if (unmended()) {
    mend(unmended());
  } else if (refusals > before) {
    stay(fault); // said once, where the questions are not
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
  const [left, told] = [document.querySelector("[data-left]"), document.querySelector("[data-left-told]")];
  if (!left || !words.deadline) return;
  const tick = () => {
    const seconds = Math.max(0, Math.round(Number(words.deadline) - (Date.now() + behind) / 1000));
    left.textContent = words.wordLeft.replace("TIME", `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`);
    if (seconds <= warnings[0]) told.textContent = left.textContent;
    while (seconds <= warnings[0]) warnings.shift();
    if (seconds) setTimeout(tick, 1_000);
    else giveRest().then(send);
  };
  tick();
}

// What a closed tab left is put back into the page before it is sent, but not over what was chosen while the scripts were loading.
// A page without the questions counts anew after that, unless it has a refusal to say.
async function restore() {
  const early = boxes().filter(isUntold);
  const left = await waiting(attempt);
  last = Math.max(last, ...left.map((entry) => entry.sequence));
  for (const { position, answer } of left) {
    if (!early.includes(place(position))) show({ position, answer, text: words.wordHere, tone: "warn", refused: "" });
  }
  await giveRest(halfNumber);
  if (!left.length) return;
  const done = await send();
  if (done && !over && !refusals && !place(left[0].position)) location.reload();
}

// What is written is kept at each pause, not only when its writer has left the field; a number only then: half of one may be none.
const halfNumber = (box) => document.activeElement?.matches("[inputmode]") && box.contains(document.activeElement);
let typing;
form?.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(() => giveRest(halfNumber), PAUSE);
});
form?.addEventListener("change", ({ target }) => given(target.closest("[data-position]")));
form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (finishing) return;
  finishing = true;
  await finish(event.submitter).finally(() => { finishing = false; });
});
tabs.addEventListener("message", ({ data }) => {
  if (data.attempt !== attempt) return;
  last = Math.max(last, data.last);
  show(data);
});
addEventListener("online", () => { offline.hidden = true; again = 1_000; send(); });
addEventListener("offline", () => { offline.hidden = false; });
addEventListener("beforeunload", (event) => { if (wouldBeLost()) event.preventDefault(); });
document.addEventListener("visibilitychange", () => {
  if (document.hidden) giveRest();
  send();
});
for (const note of document.querySelectorAll("[data-scriptless]")) note.hidden = true;
restore();
countDown();
