// The line below the header: says what waits to be sent, and sends it, once, in portions that the server takes.
import { drop as dropAnswer, everything } from "../behaviours/quiz-queue.js";
import { all, drop, fill, learn, me, put, token, waiting } from "./store.js";

const line = document.querySelector("[data-offline]");
export const words = line.dataset;
const said = new Map();
const MOST = 20;
const MOST_BYTES = 900_000;
export const answers = async () => (await everything()).filter(({ owner }) => (owner ?? me) === me); // of quizzes that were started

export function say(about, text) {
  if (text) said.set(about, text);
  else said.delete(about);
  line.querySelector("[data-offline-said]").textContent = [...said.values()].join(" ");
}

export async function count() {
  const link = line.querySelector("[data-unsent-count]");
  const items = me ? await all("items").catch(() => []) : [];
  const refused = items.filter((item) => item.refused).length;
  const unsent = items.length + (me ? await answers() : []).length;
  link.hidden = !unsent;
  link.textContent = unsent ? fill(words.wordUnsent, { COUNT: unsent }) : "";
  say("refused", refused ? fill(words.wordRefused, { COUNT: refused }) : "");
}

// What the kept copies of pages do not know: what was confirmed or written on this device since.
async function remember({ kind, body, made }) {
  if (kind === "read") await put("facts", made, `read ${body.module}`);
  if (kind === "note" && body.key) await put("facts", body.text, `note ${body.page} ${body.key}`);
}

const post = (address, what) => fetch(address, {
  method: "POST",
  body: JSON.stringify(what),
  headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
  signal: AbortSignal.timeout(30_000),
}).catch(() => null);

// As many as one sending takes: at most three bytes for each unit of a text.
function some(items, most) {
  let bytes = 0;
  return items.slice(0, most).filter((item, place) => {
    bytes += JSON.stringify(item).length * 3;
    return !place || bytes < MOST_BYTES;
  });
}

async function settle(item, { state, said: why }) {
  if (state === "kept") {
    await remember(item);
    await drop("items", item.uuid);
    say(item.uuid, why);
  } else await put("items", { ...item, refused: why });
}

// What the server stumbles over is sent alone, and left where it is: it keeps nothing else from being sent.
async function round(apart = new Set(), most = MOST) {
  const items = some((await waiting()).filter((item) => !item.refused && !apart.has(item.uuid)), most);
  if (!items.length) return;
  const before = Date.now();
  const rows = items.map(({ uuid, kind, body, at, claimed }) => ({ uuid, kind, body, at, claimed }));
  const answer = await post(words.offline, { owner: me, items: rows });
  if (!answer) return;
  await learn(answer, before);
  const found = (await answer.json().catch(() => null)) ?? {};
  say("fault", found.fault ?? "");
  const isTooMuch = answer.status === 413;
  if (isTooMuch || answer.status === 500) {
    if (items.length === 1) apart.add(items[0].uuid);
    if (items.length === 1 && isTooMuch) await put("items", { ...items[0], refused: found.fault ?? "413" });
    return round(apart, 1);
  }
  if (!answer.ok || !Array.isArray(found.receipts)) return;
  for (const item of items) {
    const receipt = found.receipts.find(({ uuid }) => uuid === item.uuid);
    if (receipt) await settle(item, receipt);
    else apart.add(item.uuid);
  }
  dispatchEvent(new Event("offline-changed"));
  return round(apart, most);
}

// Answers that a closed tab left behind. What was refused or came late stays: the page of the quiz says so.
async function sendAnswers() {
  if (document.querySelector("[data-quiz]")) return; // it sends them itself
  const left = await answers();
  for (const attempt of new Set(left.map((entry) => entry.attempt))) {
    const mine = left.filter((entry) => entry.attempt === attempt).slice(0, 100);
    const answer = await post(`/attempts/${attempt}/answers/`, { answers: mine.map(({ attempt: _own, owner: _hers, ...entry }) => entry) });
    const found = answer?.ok && (await answer.json().catch(() => null));
    for (const { uuid, refused, late } of found?.receipts ?? []) if (!refused && !late) await dropAnswer(uuid);
  }
}

// One tab sends at a time; the others see it at their next turn. Who presses the button knows better than the browser.
export async function send(isAsked = false) {
  if (!me || !(isAsked === true || navigator.onLine)) return;
  const deed = async () => { await round(); await sendAnswers(); };
  const alone = (lock) => lock && deed().catch(() => {});
  await (navigator.locks?.request(`offline-${me}`, { ifAvailable: true }, alone) ?? alone(true));
  await count();
}
