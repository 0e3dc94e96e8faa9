// [data-keep]: keeps a course on this device. Its size is said first; what a broken line left out is fetched at the next try.
import { all, cacheOf, day, drop, fill, findAgain, get, isWhole, learn, leaveWorker, me, owners, put, setOwners, size, tellWorker, tongue } from "./store.js";

const root = document.querySelector("[data-keep]");
const words = root.dataset;
const one = (name) => root.querySelector(`[data-${name}]`);
const [choice, start, remove, bar] = ["keep-language", "keep-start", "keep-remove", "keep-progress"].map(one);
const code = words.keep;
const ABREAST = 3;
let plan = null;
let course = null;
let working = false;

const say = (text) => { one("keep-said").textContent = text; };
const address = () => words.manifest.replace("/LANGUAGE/", `/${choice.value}/`);
const withDownloads = () => one("downloads").querySelector("input").checked;
const wanted = () => plan.items.filter((item) => withDownloads() || item.kind !== "download");
const missing = () => wanted().filter((item) => course?.items[item.address]?.version !== item.version);
const weight = (items) => items.reduce((sum, item) => sum + item.size, 0);

async function ask(query = "") {
  const before = Date.now();
  const answer = await fetch(address() + query);
  if (!answer.ok || answer.redirected) throw new TypeError("no manifest");
  const found = await answer.json();
  if (found.owner !== me) throw new TypeError("of somebody else");
  if (owners().includes(me)) await learn(answer, before);
  return found;
}

function line() {
  const kept = course?.kept;
  one("kept-line").textContent = kept ? fill(words.wordKept, { DAY: day(kept), SIZE: size(course.size), LANGUAGE: tongue(course.language) }) : "";
  remove.hidden = !course;
}

function offer() {
  line();
  one("downloads").hidden = !plan.sizes.downloads;
  one("downloads-size").textContent = size(plan.sizes.downloads);
  const left = missing();
  const isSame = course?.kept && course.language === choice.value;
  const newer = left.filter((item) => ["module", "practice"].includes(item.kind)).length || Math.min(left.length, 1);
  const sizes = { SIZE: size(weight(left)), COUNT: newer, LANGUAGE: tongue(choice.value) };
  start.hidden = !left.length && Boolean(isSame);
  start.textContent = isSame ? words.wordFetch : words.wordKeep;
  const part = course && !course.kept && course.language === choice.value;
  one("keep-size").textContent = start.hidden ? "" : fill(isSame ? words.wordNewer : part ? words.wordLeft : words.wordSize, sizes);
}

async function show() {
  if (working) return;
  one("keep-size").textContent = words.wordAsking;
  try {
    plan = await ask();
    offer();
  } catch {
    one("keep-size").textContent = course ? "" : words.wordOffline;
  }
}

async function ready() {
  await navigator.serviceWorker.register(words.worker, { scope: "/", updateViaCache: "none" });
  await navigator.serviceWorker.ready;
  if (await navigator.storage?.persist?.()) say(words.wordPersistent);
}

async function fetchOne(item, cache) {
  const answer = await fetch(item.address, { cache: "no-cache" });
  const isHers = !["page", "module", "practice"].includes(item.kind) || answer.headers.get("X-Kept-For") === me;
  if (!answer.ok || answer.redirected || !isHers) throw new TypeError(`not kept: ${item.address}`);
  for (const also of item.also) await cache.put(also, answer.clone());
  await cache.put(item.address, answer);
  course.items[item.address] = { version: item.version, also: item.also };
}

async function fetchAll() {
  const [left, cache] = [missing(), await caches.open(cacheOf(code))];
  const total = weight(left);
  let done = 0;
  const step = () => {
    Object.assign(bar.querySelector("progress"), { max: total || 1, value: done });
    one("keep-done").textContent = fill(words.wordFetching, { DONE: size(done), TOTAL: size(total) });
  };
  bar.hidden = false;
  step();
  const turns = Array.from({ length: ABREAST }, async () => {
    for (let item = left.shift(); item; item = left.shift()) {
      await fetchOne(item, cache);
      done += item.size;
      step();
      await put("kept", course);
    }
  });
  const faults = (await Promise.allSettled(turns)).filter((turn) => turn.reason).map((turn) => turn.reason);
  bar.hidden = true;
  if (!faults.length) return "";
  const full = faults.some((fault) => fault.name === "QuotaExceededError");
  return full ? fill(words.wordFull, { SIZE: size(total) }) : fill(words.wordCut, { DONE: size(done), TOTAL: size(total) });
}

async function tidy() {
  const cache = await caches.open(cacheOf(code));
  const needed = new Set(wanted().flatMap((item) => [item.address, ...item.also]));
  for (const request of await cache.keys()) {
    const path = new URL(request.url).pathname;
    if (!needed.has(path) && !needed.has(decodeURI(path))) await cache.delete(request);
  }
  course.items = Object.fromEntries(wanted().map((item) => [item.address, { version: item.version, also: item.also }]));
}

async function keep() {
  working = true;
  start.disabled = true;
  say("");
  try {
    setOwners([...owners(), me]);
    await ready();
    await put("facts", Date.now(), "begun");
    plan = await ask();
    const same = course?.language === choice.value && !course.evicted;
    const facts = { code, title: plan.title, language: choice.value, manifest: address(), page: `/offline/${choice.value}/` };
    course = { ...facts, items: same ? course.items : {}, kept: same ? course.kept : undefined };
    const fault = await fetchAll();
    if (!fault) {
      await tidy();
      Object.assign(course, { kept: Date.now(), size: weight(wanted()), asked: Date.now(), newer: 0 });
    }
    await put("kept", course);
    await tellWorker(course.page);
    say(fault);
  } catch (fault) {
    say(fault.name === "SecurityError" ? words.wordForbidden : fault.name === "QuotaExceededError" ? fill(words.wordFull, { SIZE: size(weight(wanted())) }) : words.wordOffline);
  }
  [working, start.disabled] = [false, false];
  if (plan) offer();
}

async function takeAway() {
  await caches.delete(cacheOf(code));
  await drop("kept", code);
  course = null;
  if (!(await all("kept")).length && !(await all("items")).length) {
    setOwners(owners().filter((owner) => owner !== me));
    await leaveWorker();
  }
  say(words.wordRemoved);
  if (plan) offer();
  else line();
}

async function begin() {
  root.hidden = false;
  if (!me || !navigator.serviceWorker || !globalThis.caches) {
    one("keep-size").textContent = words.wordForbidden;
    return;
  }
  await findAgain();
  if (owners().includes(me)) course = (await get("kept", code)) ?? null;
  if (course && !(await isWhole(course))) {
    course = { ...course, evicted: true, items: {}, kept: undefined };
    say(words.wordEvicted);
    root.open = true;
  }
  if (course) choice.value = course.language;
  line();
  if (course?.kept) await ask("?sizes=no").then((found) => {
    if (found.items.some((item) => course.items[item.address]?.version !== item.version)) root.open = true;
  }).catch(() => {});
  if (location.hash === "#offline" || (course && !course.kept)) root.open = true;
}

root.addEventListener("toggle", () => root.open && show());
choice.addEventListener("change", () => { say(""); show(); });
one("downloads").addEventListener("change", () => plan && offer());
start.addEventListener("click", keep);
remove.addEventListener("click", takeAway);
begin();
