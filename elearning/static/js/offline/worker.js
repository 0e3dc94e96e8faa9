// The service worker of the site: answers with kept pages when there is no network, and with nothing of anybody else's.
// The server writes OFFLINE before this: header, static, media, version. Whatever fails here, the network still answers.
const STATE = "offline-owner";
const OWNER = "/offline/owner";
const HASHED = /\.[0-9a-f]{12}\.\w+$/;
const ATTEMPT = /^\/attempts\/[0-9a-f]{8}-[0-9a-f-]{27}\/$/;
const PATIENCE = 6_000;
const MOST_ATTEMPTS = 3;
const MOST_FILES = 300;

const state = () => caches.match(OWNER, { cacheName: STATE }).then((kept) => kept?.json()).catch(() => undefined);
const cachesOf = async (owner) => (await caches.keys()).filter((name) => name.startsWith(`offline/${owner}/`));
const isPage = (answer) => (answer.headers.get("Content-Type") ?? "").startsWith("text/html");

async function search(owner, path) {
  for (const name of await cachesOf(owner)) {
    const cache = await caches.open(name);
    const kept = await cache.match(path, { ignoreVary: true });
    if (kept) return { cache, kept };
  }
  return undefined;
}

const find = (owner, path) => search(owner, path).catch(() => undefined);

async function forget(owner) {
  for (const name of await cachesOf(owner)) await caches.delete(name);
  await caches.delete(STATE);
}

async function putLast(owner, name, most, path, answer) {
  const cache = await caches.open(`offline/${owner}/${name}`);
  await cache.put(path, answer);
  for (const old of (await cache.keys()).slice(0, -most)) await cache.delete(old);
}

// A page from the network tells whose it is: of another person, or of nobody, and the pages that are kept go.
async function look(answer, path, who) {
  const said = answer.headers.get(OFFLINE.header);
  if (!who || !said || !answer.ok || !isPage(answer)) return;
  if (said !== who.owner) return forget(who.owner);
  if (ATTEMPT.test(path)) return putLast(who.owner, ".attempts", MOST_ATTEMPTS, path, answer);
  const there = await find(who.owner, path);
  // What she has just paid for is the better copy, but not of a page that is kept in the place of another.
  if (there && new URL(there.kept.url).pathname === path) await there.cache.put(path, answer);
}

// The page says that it is a copy, and of when; `missing` that it stands for one that is not kept.
async function copy(kept, missing = false) {
  if (!isPage(kept)) return kept;
  const headers = new Headers(kept.headers);
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  const said = `<html data-kept="${headers.get("Date") ?? ""}"${missing ? " data-missing" : ""}`;
  return new Response((await kept.text()).replace("<html", said), { headers });
}

async function page(event, { pathname, search: asked }) {
  const who = await state();
  const found = who && (await find(who.owner, pathname));
  const coming = fetch(event.request);
  const seen = coming.then((answer) => {
    if (!asked && isSoon) event.waitUntil(look(answer.clone(), pathname, who).catch(() => {}));
    return answer;
  });
  let isSoon = true;
  try {
    if (!found) return await seen;
    const late = new Promise((resolve) => { setTimeout(resolve, PATIENCE); });
    const answer = await Promise.race([seen, late]);
    if (answer) return answer;
    isSoon = false;
    return await copy(found.kept).catch(() => coming);
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

async function file(event, path) {
  const { request } = event;
  const who = await state();
  if (!who) return fetch(request);
  if (HASHED.test(path)) {
    const found = await find(who.owner, path); // its name says what is in it
    if (found) return found.kept;
  }
  try {
    const answer = await fetch(request);
    // After a change of the site a better copy of a page asks for files that were not there when the course was kept.
    if (answer.ok && HASHED.test(path) && path.startsWith(OFFLINE.static)) event.waitUntil(putLast(who.owner, ".files", MOST_FILES, path, answer.clone()).catch(() => {}));
    return answer;
  } catch (fault) {
    const kept = (await find(who.owner, path))?.kept ?? (path.startsWith(OFFLINE.media) ? await near(who.owner, path).catch(() => undefined) : undefined);
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
  else if (isFile(url.pathname)) event.respondWith(file(event, url.pathname));
});
