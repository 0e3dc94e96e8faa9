// The service worker of the site: answers with kept pages when there is no network, and with nothing of anybody else's.
// The server writes OFFLINE before this: header, gone, cookie, static, media, version.
const STATE = "offline-owner";
const OWNER = "/offline/owner";
const HASHED = /\.[0-9a-f]{12}\.\w+$/;
const ATTEMPT = /^\/attempts\/[0-9a-f]{8}-[0-9a-f-]{27}\/$/;
const PATIENCE = 6_000;
const MOST_ATTEMPTS = 3;

const state = async () => (await caches.match(OWNER, { cacheName: STATE }))?.json();
const cachesOf = async (owner) => (await caches.keys()).filter((name) => name.startsWith(`offline/${owner}/`));
const isPage = (answer) => (answer.headers.get("Content-Type") ?? "").startsWith("text/html");

async function find(owner, path) {
  for (const name of await cachesOf(owner)) {
    const cache = await caches.open(name);
    const kept = await cache.match(path, { ignoreVary: true });
    if (kept) return { cache, kept };
  }
  return undefined;
}

async function forget(owner, all) {
  for (const name of await cachesOf(owner)) await caches.delete(name);
  await caches.delete(STATE);
  if (all) indexedDB.deleteDatabase(`offline-${owner}`);
}

// A page from the network tells whose it is: of another person, or of nobody, and what is kept goes.
async function look(answer, path, who) {
  const said = answer.headers.get(OFFLINE.header);
  if (!who || !said || !answer.ok || !isPage(answer)) return;
  if (said !== who.owner) {
    await forget(who.owner, said === OFFLINE.gone);
  } else if (ATTEMPT.test(path)) {
    const cache = await caches.open(`offline/${who.owner}/.attempts`);
    await cache.put(path, answer);
    for (const old of (await cache.keys()).slice(0, -MOST_ATTEMPTS)) await cache.delete(old);
  } else {
    await (await find(who.owner, path))?.cache.put(path, answer); // what she has just paid for is the better copy
  }
}

// The page says that it is a copy, and of when; `missing` that it stands for one that is not kept.
async function copy(kept, missing = false) {
  if (!isPage(kept)) return kept;
  const headers = new Headers(kept.headers);
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  const said = `<html data-kept="${headers.get("Date") ?? ""}"${missing ? " data-missing" : ""}`;
  return new Response((await kept.text()).replace("<html", said), { headers });
}

async function page(event, { pathname, search }) {
  const who = await state();
  const found = who && (await find(who.owner, pathname));
  const coming = fetch(event.request);
  const seen = coming.then((answer) => {
    if (!search && isSoon) event.waitUntil(look(answer.clone(), pathname, who).catch(() => {}));
    return answer;
  });
  let isSoon = true;
  try {
    if (!found) return await seen;
    const late = new Promise((resolve) => { setTimeout(resolve, PATIENCE); });
    const answer = await Promise.race([seen, late]);
    if (answer) return answer;
    isSoon = false;
    seen.catch(() => {});
    return await copy(found.kept);
  } catch (fault) {
    if (found) return copy(found.kept);
    const instead = who && (await find(who.owner, who.page));
    if (instead) return copy(instead.kept, true);
    throw fault;
  }
}

// Of a picture that was kept in another size: that one.
async function near(owner, path) {
  const stem = path.slice(0, path.indexOf(".", path.lastIndexOf("/")) + 1);
  for (const name of await cachesOf(owner)) {
    const cache = await caches.open(name);
    const other = (await cache.keys()).find((request) => new URL(request.url).pathname.startsWith(stem));
    if (other) return cache.match(other);
  }
  return undefined;
}

async function file(request, path) {
  const who = await state();
  if (!who) return fetch(request);
  if (HASHED.test(path)) {
    const found = await find(who.owner, path); // its name says what is in it
    if (found) return found.kept;
  }
  try {
    return await fetch(request);
  } catch (fault) {
    const kept = (await find(who.owner, path))?.kept ?? (path.startsWith(OFFLINE.media) ? await near(who.owner, path) : undefined);
    if (kept) return kept;
    throw fault;
  }
}

const isFile = (path) => [OFFLINE.static, OFFLINE.media, "/documents/", "/attempts/pictures/"].some((start) => path.startsWith(start));

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || url.pathname.startsWith("/cms/")) return;
  if (request.mode === "navigate") event.respondWith(page(event, url));
  else if (isFile(url.pathname)) event.respondWith(file(request, url.pathname));
});
