// On every page of a device that keeps something: says what waits, sends it, lets the buttons of a kept page work, and wipes.
import { all, day, drop, fill, forgetPages, get, isWhole, learn, me, owners, put, queue, setOwners, token, waiting, wipe } from "./store.js";

const root = document.documentElement;
const line = document.querySelector("[data-offline]");
const words = line.dataset;
const said = new Map();
const PAUSE = 60_000;
const DAY = 86_400_000;
const MOST = 20;

function say(about, text) {
  if (text) said.set(about, text);
  else said.delete(about);
  line.querySelector("[data-offline-said]").textContent = [...said.values()].join(" ");
}

async function count() {
  const link = line.querySelector("[data-unsent-count]");
  const items = me ? await all("items").catch(() => []) : [];
  const refused = items.filter((item) => item.refused).length;
  link.hidden = !items.length;
  link.textContent = items.length ? fill(words.wordUnsent, { COUNT: items.length }) : "";
  say("refused", refused ? fill(words.wordRefused, { COUNT: refused }) : "");
}

// A browser that says that it is online may be wrong: one small answer tells.
async function reached() {
  if (!navigator.onLine) return false;
  const answer = await fetch(words.live, { cache: "no-store", signal: AbortSignal.timeout(5_000) }).catch(() => null);
  return Boolean(answer?.ok);
}

// What the kept copies of pages do not know: what was confirmed or written on this device since.
async function remember({ kind, body, made }) {
  if (kind === "read") await put("facts", made, `read ${body.module}`);
  if (kind === "note") await put("facts", body.text, `note ${body.page} ${body.key}`);
}

async function round() {
  const items = (await waiting()).filter((item) => !item.refused).slice(0, MOST);
  if (!items.length) return;
  const before = Date.now();
  const rows = items.map(({ uuid, kind, body, at, claimed }) => ({ uuid, kind, body, at, claimed }));
  const answer = await fetch(words.offline, {
    method: "POST",
    body: JSON.stringify({ owner: me, items: rows }),
    headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
    signal: AbortSignal.timeout(30_000),
  }).catch(() => null);
  if (!answer) return;
  await learn(answer, before);
  const found = (await answer.json().catch(() => null)) ?? {};
  say("fault", found.fault ?? "");
  if (!answer.ok || !Array.isArray(found.receipts)) return;
  for (const receipt of found.receipts) {
    const item = items.find((each) => each.uuid === receipt.uuid);
    if (!item) continue;
    if (receipt.state === "kept") {
      await remember(item);
      await drop("items", item.uuid);
      say(item.uuid, receipt.said);
    } else await put("items", { ...item, refused: receipt.said });
  }
  dispatchEvent(new Event("offline-changed"));
  if (found.receipts.length) await round();
}

// One tab sends at a time; the others see it at their next turn.
export async function send() {
  if (!me || !navigator.onLine) return;
  await navigator.locks.request(`offline-${me}`, { ifAvailable: true }, (lock) => lock && round().catch(() => {}));
  await count();
}

const kindOf = (form) => (/^\/courses\/[^/]+\/read\/$/.test(new URL(form.action).pathname) ? "read" : form.closest(".reflection") ? "note" : "");

function tell(form, text, tone) {
  const notice = form.parentElement.querySelector("[data-offline-here]") ?? document.createElement("p");
  notice.className = "notice";
  Object.assign(notice.dataset, { tone, offlineHere: "" });
  notice.setAttribute("role", "status");
  notice.textContent = text;
  form.after(notice);
}

async function keepHere(form, kind) {
  const value = (name) => form.elements[name]?.value ?? "";
  const path = new URL(form.action).pathname.split("/");
  const text = form.querySelector("textarea");
  const body = kind === "read"
    ? { course: path[2], module: value("module"), language: value("language"), revision: value("revision") }
    : { page: path[2], key: value("key"), text: value("text"), before: text.defaultValue };
  await queue(kind, body, document.querySelector("h1").textContent.trim());
  if (kind === "read") form.hidden = true;
  else text.defaultValue = body.text;
  tell(form, words.wordHere, "good");
}

addEventListener("submit", async (event) => {
  const { target: form, submitter } = event;
  const kind = me && kindOf(form);
  if (!kind || event.defaultPrevented || form.dataset.reached) return;
  event.preventDefault();
  if (await reached()) {
    form.dataset.reached = "yes";
    form.requestSubmit(submitter);
  } else await keepHere(form, kind).catch(() => tell(form, words.wordFull, "bad"));
});

// A kept copy, or a page that was loaded before: with what was done here since.
async function overlay() {
  const items = await waiting();
  for (const form of document.querySelectorAll("form")) {
    const kind = kindOf(form);
    const isHere = (item) => item.kind === kind && (kind === "read" ? item.body.module === form.elements.module.value : item.body.key === form.elements.key.value && form.action.endsWith(`/${item.body.page}/`));
    const last = kind && items.filter(isHere).pop();
    if (kind === "read") {
      const done = !last && root.dataset.kept && (await get("facts", `read ${form.elements.module.value}`));
      if (last || done) [form.hidden] = [true, tell(form, last ? words.wordHere : fill(words.wordDone, { DAY: day(done) }), "good")];
    }
    if (kind === "note") {
      const page = new URL(form.action).pathname.split("/")[2];
      const text = last ? last.body.text : root.dataset.kept && (await get("facts", `note ${page} ${form.elements.key.value}`));
      const field = form.querySelector("textarea");
      if (typeof text === "string" && field.value === field.defaultValue) field.value = field.defaultValue = text;
      if (last) tell(form, words.wordHere, "good");
    }
  }
}

// Kept, and no longer there; or newer on the site: asked once a day, never fetched unasked.
async function lookAfter(course) {
  if (!(await isWhole(course))) {
    await put("kept", { ...course, evicted: true });
    return say(course.code, fill(words.wordEvicted, { TITLE: course.title }));
  }
  if (navigator.onLine && Date.now() - (course.asked ?? 0) > DAY) {
    const answer = await fetch(`${course.manifest}?sizes=no`).catch(() => null);
    const found = answer?.ok && !answer.redirected && (await answer.json().catch(() => null));
    if (found?.owner !== me) return undefined;
    const newer = found.items.filter((item) => item.kind !== "page" && course.items[item.address]?.version !== item.version).length;
    await put("kept", Object.assign(course, { asked: Date.now(), newer }));
  }
  if (course.newer) say(course.code, fill(words.wordNewer, { COUNT: course.newer, TITLE: course.title }));
  return undefined;
}

// Pages of somebody else go at once. What she has not sent stays, locked, until she signs in here again.
async function leaveToOthers() {
  let locked = 0;
  for (const owner of owners().filter((one) => one !== me && one !== "gone")) {
    await forgetPages(owner);
    const left = (await all("items", owner)).length;
    if (left) locked += left;
    else await wipe(owner);
  }
  if (locked && !me) say("locked", fill(words.wordSignIn, { COUNT: locked }));
}

async function afterSignOut() {
  const bases = (await indexedDB.databases?.())?.map((base) => base.name) ?? [];
  const left = [...bases, ...(await caches.keys())].map((name) => name.match(/^offline[-/]([0-9a-f]{16})/)?.[1]).filter(Boolean);
  for (const owner of new Set(left)) await wipe(owner);
  await caches.delete("offline-owner");
  setOwners([]);
}

addEventListener("submit", async (event) => {
  const form = event.target;
  if (!me || form.dataset.sure || !/\/logout\/$/.test(new URL(form.action).pathname)) return;
  event.preventDefault();
  await send();
  const left = (await all("items")).length;
  if (left && !confirm(fill(words.wordSure, { COUNT: left }))) return;
  await wipe(me);
  form.dataset.sure = "yes";
  form.requestSubmit(event.submitter);
});

async function start() {
  if (owners().includes("gone")) return afterSignOut();
  await leaveToOthers();
  if (!me || !owners().includes(me)) return undefined;
  navigator.serviceWorker?.register(words.worker, { scope: "/", updateViaCache: "none" }).catch(() => {});
  if (root.dataset.missing !== undefined) say("copy", words.wordMissing);
  else if (root.dataset.kept) say("copy", fill(words.wordCopy, { DAY: day(root.dataset.kept) }));
  const off = (await get("facts", "skew")) ?? 0;
  if (Math.abs(off) > 120_000) say("clock", fill(words.wordClock, { MINUTES: Math.round(Math.abs(off) / 60_000) }));
  const courses = await all("kept");
  if (!courses.length && !(await get("facts", "begun"))) say("lost", words.wordLost);
  await overlay();
  await count();
  await send();
  for (const course of courses) if (course.kept) await lookAfter(course);
  setInterval(send, PAUSE);
  return undefined;
}

addEventListener("offline-changed", count);
addEventListener("offline-queued", send);
addEventListener("online", send);
document.addEventListener("visibilitychange", send);
start().catch(() => say("full", words.wordFull));
