// The service worker of room mode: keeps the shell and its files, and answers with them whether there is a network or not.
// The server writes ROOM before this: cache, prefix, shell, entry, files, decoder.

async function keep() {
  const formats = await globalThis.BarcodeDetector?.getSupportedFormats().catch(() => []);
  const files = formats?.includes("qr_code") ? ROOM.files : [...ROOM.files, ...ROOM.decoder];
  const cache = await caches.open(ROOM.cache);
  await cache.addAll([new Request(ROOM.shell, { cache: "reload" }), ...files]); // the names of the files say what is in them
  const shell = await (await cache.match(ROOM.shell)).text();
  if (!shell.includes(ROOM.entry)) throw new Error("a shell of another version, or no shell at all: tried again at the next start");
}

async function drop() {
  const old = (await caches.keys()).filter((name) => name.startsWith(ROOM.prefix) && name !== ROOM.cache);
  await Promise.all(old.map((name) => caches.delete(name)));
  await clients.claim();
}

// Only the page and its files; facts and roster always go to the server.
async function answer(request, path) {
  const cache = await caches.open(ROOM.cache);
  return (await cache.match(path, { ignoreVary: true })) ?? fetch(request);
}

addEventListener("install", (event) => event.waitUntil(keep()));
addEventListener("activate", (event) => event.waitUntil(drop()));
addEventListener("fetch", (event) => {
  const { pathname: path, origin } = new URL(event.request.url);
  const isOurs = origin === location.origin && event.request.method === "GET";
  if (isOurs && (path === ROOM.shell || ROOM.files.includes(path) || ROOM.decoder.includes(path))) event.respondWith(answer(event.request, path));
});
