// On every page of a device that keeps something: lets the buttons of a kept page work, looks after what is kept, and wipes.
import { drop as dropAnswer } from "../behaviours/quiz-queue.js";
import { answers, count, say, send, words } from "./sending.js";
import { all, close, day, fill, forgetPages, get, isWhole, leaveWorker, me, owners, put, queue, setOwners, waiting, wipe } from "./store.js";

const root = document.documentElement;
const PAUSE = 60_000;
const DAY = 86_400_000;
const SOON = 8_000;

// A browser that says that it is online, or that it is not, may be wrong: one small answer tells.
async function reached() {
  const answer = await fetch(words.live, { cache: "no-store", signal: AbortSignal.timeout(5_000) }).catch(() => null);
  return Boolean(answer?.ok);
}

const pathOf = (form) => new URL(form.getAttribute("action") ?? "", location).pathname;

// What a form is to the queue: a reading, a note in the text, a note on the whole module; empty for what is not kept here.
function kindOf(form) {
  if (/^\/courses\/[^/]+\/read\/$/.test(pathOf(form))) return "read";
  if (/^\/notes\/\d+\/add\/$/.test(pathOf(form))) return "add";
  return form.closest(".reflection") ? "note" : "";
}

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
  const path = pathOf(form).split("/");
  const text = form.querySelector("textarea");
  const body = kind === "read"
    ? { course: path[2], module: value("module"), language: value("language"), revision: value("revision") }
    : { page: path[2], key: value("key"), text: text.value, before: text.defaultValue };
  if (kind === "add" && !body.text.trim()) return;
  await queue(kind === "read" ? kind : "note", body, document.querySelector("h1").textContent.trim());
  if (kind === "read") form.hidden = true;
  else if (kind === "add") form.reset();
  else text.defaultValue = body.text;
  tell(form, words.wordHere, "good");
}

addEventListener("submit", async (event) => {
  const { target: form, submitter } = event;
  const kind = me && kindOf(form);
  const isCopy = root.dataset.kept !== undefined;
  const isOther = !kind && isCopy && form.method === "post" && !/\/logout\/$/.test(pathOf(form)); // a question, an opinion: only with a line
  if (!(kind || isOther) || event.defaultPrevented || form.dataset.reached) return;
  event.preventDefault();
  if (form.dataset.busy) return; // pressed twice is once
  form.dataset.busy = "yes";
  // A kept copy may be older than the session: what is done on it goes by the queue, which says whose it is.
  if ((isOther || !isCopy) && (await reached())) {
    form.dataset.reached = "yes";
    form.requestSubmit(submitter);
  } else if (isOther) tell(form, words.wordFailed, "bad");
  else await keepHere(form, kind).catch(() => tell(form, words.wordFull, "bad"));
  delete form.dataset.busy;
});

// A kept copy, or a page that was loaded before: with what was done here since.
async function overlay() {
  const items = (await waiting()).filter((item) => !item.refused);
  for (const form of document.querySelectorAll("form")) {
    const kind = kindOf(form);
    const isHere = (item) => item.kind === kind && (kind === "read" ? item.body.module === form.elements.module.value : item.body.key === form.elements.key.value && pathOf(form).endsWith(`/${item.body.page}/`));
    if (kind === "add") continue;
    const last = kind && items.filter(isHere).pop();
    if (kind === "read") {
      const done = !last && root.dataset.kept && (await get("facts", `read ${form.elements.module.value}`));
      if (last || done) [form.hidden] = [true, tell(form, last ? words.wordHere : fill(words.wordDone, { DAY: day(done) }), "good")];
    }
    if (kind === "note") {
      const page = pathOf(form).split("/")[2];
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
  if (navigator.onLine && Math.abs(Date.now() - (course.asked ?? 0)) > DAY) {
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
    try {
      await forgetPages(owner);
      const left = (await all("items", owner)).length;
      if (left) locked += left;
      else await wipe(owner);
    } catch {
      locked += 1; // it cannot be looked at: nothing of it is thrown away
    }
  }
  if (locked && !me) say("locked", fill(words.wordSignIn, { COUNT: locked }));
}

async function afterSignOut() {
  const bases = (await indexedDB.databases?.())?.map((base) => base.name) ?? [];
  const left = [...bases, ...(await caches.keys())].map((name) => name.match(/^offline[-/]([0-9a-f]{16})/)?.[1]).filter(Boolean);
  for (const owner of new Set([...left, ...owners().filter((one) => one !== "gone")])) await close(owner);
  await caches.delete("offline-owner");
  setOwners(owners().filter((one) => one !== "gone"));
  await leaveWorker();
}

addEventListener("submit", async (event) => {
  const form = event.target;
  if (!me || form.dataset.sure || !/\/logout\/$/.test(pathOf(form))) return;
  event.preventDefault();
  try {
    await Promise.race([send(), new Promise((resolve) => { setTimeout(resolve, SOON); })]);
    const left = [(await all("items")).length, await answers()];
    const unsent = left[0] + left[1].length;
    if (unsent && !confirm(fill(words.wordSure, { COUNT: unsent }))) return;
    for (const { uuid } of left[1]) await dropAnswer(uuid);
    await wipe(me);
  } catch {
    // A storage that is shut keeps nobody signed in.
  }
  form.dataset.sure = "yes";
  form.requestSubmit(event.submitter);
});

async function start() {
  if (owners().includes("gone")) await afterSignOut();
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
