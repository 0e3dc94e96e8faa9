// Where room mode keeps things: one IndexedDB for each workshop. What was written there survives closing and killing.
export const QUEUES = ["events", "runs", "heads"];
let code;
let opened;

export function begin(workshop) {
  code = workshop;
}

export const name = () => `room-${code}`;

function base() {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(name(), 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("facts");
      for (const queue of QUEUES) asked.result.createObjectStore(queue, { keyPath: "id" }).createIndex("waiting", "waiting");
    };
    asked.onsuccess = () => {
      const forget = () => { opened = undefined; };
      asked.result.onclose = forget;
      asked.result.onversionchange = () => { asked.result.close(); forget(); };
      resolve(asked.result);
    };
    asked.onerror = () => { opened = undefined; reject(asked.error); };
  });
  return opened;
}

// Browsers may close the base of a page that slept: then it is opened again, once.
function dealing(stores, mode) {
  const begun = async () => (await base()).transaction(stores, mode, { durability: "strict" });
  return begun().catch(() => { opened = undefined; return begun(); });
}

// `deed` gets a function that gives a store by its name; what it returns is the result, of a request or as it is.
async function within(stores, mode, deed) {
  const deal = await dealing(stores, mode);
  return new Promise((resolve, reject) => {
    const done = deed((store) => deal.objectStore(store));
    deal.oncomplete = () => resolve(done instanceof IDBRequest ? done.result : done);
    deal.onabort = deal.onerror = () => reject(deal.error ?? new Error("aborted"));
  });
}

export const fact = (key) => within("facts", "readonly", (store) => store("facts").get(key));
export const setFacts = (facts) => within("facts", "readwrite", (store) => {
  for (const [key, value] of Object.entries(facts)) store("facts").put(value, key);
});
// What an answer says is kept only while this device is prepared by the token that asked: not after it was wiped.
export const learn = (token, facts) => within("facts", "readwrite", (store) => {
  const known = store("facts").get("token");
  known.onsuccess = () => {
    if (known.result === token) for (const [key, value] of Object.entries(facts)) store("facts").put(value, key);
  };
});
export const rows = (queue) => within(queue, "readonly", (store) => store(queue).getAll());
export const waiting = (queue, most) => within(queue, "readonly", (store) => store(queue).index("waiting").getAll(1, most));
export const put = (queue, row) => within(queue, "readwrite", (store) => { store(queue).put({ ...row, waiting: 1 }); });

// Each row that was answered leaves the queue, unless it changed since it was sent; `note` says what became of it.
export function settle(queue, sent, note) {
  return within(queue, "readwrite", (store) => {
    for (const row of sent) {
      const asked = store(queue).get(row.id);
      asked.onsuccess = () => {
        const { waiting: _still, ...now } = asked.result ?? {};
        if (now.id && now.updated_at === row.updated_at) store(queue).put({ ...now, ...note(row) });
      };
    }
  });
}

// Everything goes; with `rest`, what was not sent yet stays, with what it takes to send it and no name. Of a device that
// was revoked the server takes facts alone. One transaction: nothing that another tab keeps meanwhile falls between.
export async function wipe({ rest = false, why }) {
  const kept = !rest ? [] : why === "wiped_revoked" ? ["events"] : QUEUES;
  let count = 0;
  await within(["facts", ...QUEUES], "readwrite", (store) => {
    const left = kept.map((queue) => [queue, store(queue).index("waiting").getAll(1)]);
    const token = store("facts").get("token");
    token.onsuccess = () => { // the last of the questions: the others are answered
      for (const each of ["facts", ...QUEUES]) store(each).clear();
      if (!token.result) return;
      for (const [queue, { result }] of left) for (const { person: _person, ...row } of result) store(queue).put(row);
      count = left.reduce((sum, [, { result }]) => sum + result.length, 0);
      if (count) for (const [key, value] of [["token", token.result], ["wiped", why]]) store("facts").put(value, key);
    };
  });
  if (count) return count;
  (await base()).close();
  opened = undefined;
  await new Promise((resolve) => {
    const asked = indexedDB.deleteDatabase(name());
    asked.onsuccess = asked.onerror = asked.onblocked = resolve;
  });
  return 0;
}
