// What this device keeps for one person: a database and caches that bear her name, and a cookie that says whose there are.
export const me = document.documentElement.dataset.owner ?? "";
export const language = document.documentElement.lang;
const digits = `${language}-u-nu-latn`; // as the pages of the server write them, in Arabic too
const STATE = "offline-owner";
const YEAR = 31_536_000;

export const owners = () => (document.cookie.match(/(?:^|;\s*)offline=([^;]*)/)?.[1] ?? "").split(".").filter(Boolean);
export function setOwners(list) {
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `offline=${[...new Set(list)].join(".")}; path=/; max-age=${list.length ? YEAR : 0}; samesite=lax${secure}`;
}
export const token = () => document.cookie.match(/(?:^|;\s*)csrftoken=([^;]+)/)?.[1] ?? document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

function opened(owner) {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(`offline-${owner}`, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("items", { keyPath: "uuid" });
      asked.result.createObjectStore("kept", { keyPath: "code" });
      asked.result.createObjectStore("facts");
    };
    asked.onsuccess = () => {
      asked.result.onversionchange = () => asked.result.close();
      resolve(asked.result);
    };
    asked.onerror = () => reject(asked.error);
  });
}

async function within(name, mode, deed, owner = me) {
  const base = await opened(owner);
  try {
    return await new Promise((resolve, reject) => {
      const deal = base.transaction(name, mode);
      const asked = deed(deal.objectStore(name));
      deal.oncomplete = () => resolve(asked.result);
      deal.onabort = deal.onerror = () => reject(deal.error ?? asked.error);
    });
  } finally {
    base.close();
  }
}

export const all = (name, owner) => within(name, "readonly", (store) => store.getAll(), owner);
export const get = (name, key) => within(name, "readonly", (store) => store.get(key));
export const put = (name, row, key) => within(name, "readwrite", (store) => store.put(row, key));
export const drop = (name, key) => within(name, "readwrite", (store) => store.delete(key));
export const waiting = async () => (await all("items")).sort((one, other) => one.made - other.made);

export const cacheOf = (code) => `offline/${me}/${code}`;
const cachesOf = async (owner) => (await caches.keys()).filter((name) => name.startsWith(`offline/${owner}/`));

// The worker asks this to know whose pages it may answer with, and which one where a page is missing.
export async function tellWorker(page) {
  const state = new Response(JSON.stringify({ owner: me, page }));
  await (await caches.open(STATE)).put("/offline/owner", state);
}

export async function forgetPages(owner) {
  for (const name of await cachesOf(owner)) await caches.delete(name);
  const state = await (await caches.match("/offline/owner", { cacheName: STATE }))?.json();
  if (state?.owner === owner) await caches.delete(STATE);
}

// Of somebody who signed out: the pages, the courses, what she began. What nobody asked her about is not lost: it waits for her.
export async function close(owner) {
  await forgetPages(owner);
  const isWaiting = (await all("items", owner)).length > 0;
  if (!isWaiting) return wipe(owner);
  for (const name of ["kept", "facts"]) await within(name, "readwrite", (store) => store.clear(), owner);
  await within("facts", "readwrite", (store) => store.put(Date.now(), "begun"), owner);
  setOwners([...owners(), owner]);
  return undefined;
}

// A browser may have dropped the cookie alone: what is here is still hers.
export async function findAgain() {
  if (!me || owners().includes(me) || owners().includes("gone")) return;
  const there = (await indexedDB.databases?.())?.some(({ name }) => name === `offline-${me}`);
  if (there && ((await all("kept")).length || (await all("items")).length)) setOwners([...owners(), me]);
}

export async function wipe(owner) {
  await forgetPages(owner);
  await new Promise((resolve) => {
    const asked = indexedDB.deleteDatabase(`offline-${owner}`);
    asked.onsuccess = asked.onerror = asked.onblocked = resolve;
  });
  setOwners(owners().filter((other) => other !== owner));
  await leaveWorker();
}

// Where nothing of anybody is left, the worker goes too.
export async function leaveWorker() {
  if (!owners().length) await (await navigator.serviceWorker?.getRegistration("/"))?.unregister();
}

// Whether the pages of a course that was kept are still there: a browser that needs room throws caches away.
export async function isWhole(course) {
  if (!(await caches.has(cacheOf(course.code)))) return false;
  const there = await (await caches.open(cacheOf(course.code))).keys();
  return there.length >= Object.keys(course.items).length;
}

// The device's clock, and how far ours is from it: learnt from every answer.
export async function learn(answer, before) {
  const ours = Date.parse(answer.headers.get("Date") ?? "");
  if (ours) await put("facts", Math.round(ours + 500 - (before + Date.now()) / 2), "skew").catch(() => {});
}

export async function queue(kind, body, title) {
  const off = (await get("facts", "skew")) ?? 0;
  const skew = Math.abs(off) > 60_000 ? off : 0;
  const now = Date.now();
  const at = (moment) => new Date(moment).toISOString();
  if (body.started) body.started = at(body.started + skew);
  const row = { uuid: crypto.randomUUID(), kind, body, title, made: now, at: at(now + skew), claimed: at(now) };
  await put("items", row);
  await put("facts", now, "begun");
  setOwners([...owners(), me]);
  dispatchEvent(new Event("offline-changed"));
  dispatchEvent(new Event("offline-queued"));
  return row;
}

export const day = (moment) => new Date(moment).toLocaleDateString(digits, { dateStyle: "long" });
export const instant = (moment) => new Date(moment).toLocaleString(digits, { dateStyle: "medium", timeStyle: "short" });
export const tongue = (code) => new Intl.DisplayNames([language], { type: "language" }).of(code);
export function size(bytes) {
  const [unit, by] = bytes < 1_000_000 ? ["kilobyte", 1_000] : ["megabyte", 1_000_000];
  return new Intl.NumberFormat(digits, { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: unit === "megabyte" ? 1 : 0 }).format(Math.max(bytes / by, bytes ? 1 : 0));
}
export const fill = (text, values) => Object.entries(values).reduce((said, [name, value]) => said.replace(name, value), text);
