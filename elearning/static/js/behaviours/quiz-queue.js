// Answers that are not sent yet: kept in IndexedDB, so that they survive a closed tab.
const NAME = "answers";

function opened() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open("quiz", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(NAME, { keyPath: "uuid" }).createIndex("attempt", "attempt");
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function within(mode, deed) {
  const base = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const deal = base.transaction(NAME, mode);
      const asked = deed(deal.objectStore(NAME));
      deal.oncomplete = () => resolve(asked.result);
      deal.onabort = deal.onerror = () => reject(deal.error);
    });
  } finally {
    base.close();
  }
}

// Where a browser keeps nothing (private windows of old ones), this page's memory does, and a closed tab would lose it.
const memory = new Map();
const fleeting = new Set();

// randomUUID exists behind https only; a training room may have none.
export function freshId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const [...bytes] = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

export async function keep(answer) {
  const entry = { ...answer, owner: document.documentElement.dataset.owner };
  memory.set(entry.uuid, entry);
  await within("readwrite", (store) => store.put(entry)).catch(() => fleeting.add(entry.uuid));
  dispatchEvent(new Event("offline-changed"));
}

export async function drop(uuid) {
  memory.delete(uuid);
  fleeting.delete(uuid);
  await within("readwrite", (store) => store.delete(uuid)).catch(() => {});
  dispatchEvent(new Event("offline-changed"));
}

export async function waiting(attempt) {
  const kept = await within("readonly", (store) => store.index("attempt").getAll(attempt)).catch(() => []);
  const all = new Map([...kept, ...memory.values()].filter((entry) => entry.attempt === attempt).map((entry) => [entry.uuid, entry]));
  return [...all.values()].sort((one, other) => one.sequence - other.sequence);
}

// What waits of all attempts, for the line that counts it on every page.
export const everything = () => within("readonly", (store) => store.getAll()).catch(() => []);

export const wouldBeLost = () => fleeting.size > 0;
