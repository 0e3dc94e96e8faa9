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

// Where a browser keeps nothing (private windows of old ones), this page's memory does.
const memory = new Map();

export async function keep(entry) {
  memory.set(entry.uuid, entry);
  await within("readwrite", (store) => store.put(entry)).catch(() => {});
}

export async function drop(uuid) {
  memory.delete(uuid);
  await within("readwrite", (store) => store.delete(uuid)).catch(() => {});
}

export async function waiting(attempt) {
  const kept = await within("readonly", (store) => store.index("attempt").getAll(attempt)).catch(() => []);
  const all = new Map([...kept, ...memory.values()].filter((entry) => entry.attempt === attempt).map((entry) => [entry.uuid, entry]));
  return [...all.values()].sort((one, other) => one.sequence - other.sequence);
}
