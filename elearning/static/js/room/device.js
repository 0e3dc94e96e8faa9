// This device: whether it opens without a network, when the server was heard of, what waits; and wiping it by hand.
import { wipe } from "./base.js";
import { moment, places, say, word } from "./said.js";

const AGAIN = 20_000;

export function device(root, room, { kick, gone }) {
  const at = (name) => root.querySelector(`[data-${name}]`);
  const [sure, ready] = ["sure", "ready"].map(at);

  at("send").addEventListener("click", () => kick(true));
  at("wipe").addEventListener("click", () => {
    at("what").textContent = room.waiting ? word("sure_rest", { count: room.waiting }) : word("sure");
    sure.returnValue = "";
    sure.showModal();
  });
  sure.addEventListener("close", async () => {
    if (sure.returnValue !== "wipe") return;
    await wipe({});
    gone("wiped_hand", 0);
  });

  // On a bad line the worker may need several tries; only a browser that has none, or forbids it, never keeps the page.
  async function prepare() {
    const found = await keep();
    if (found) say(ready, word(found));
    else setTimeout(prepare, AGAIN);
  }
  prepare();

  return () => {
    at("label").textContent = room.roster?.label ?? "";
    say(at("contact"), room.contact ? word("contact", { time: moment(room.contact) }) : word("no_contact"));
    say(at("sent"), room.waiting ? word("not_sent", { count: room.waiting }) : word("all_sent"));
    const [waits, refused] = [room.events.filter((event) => event.status === "unresolved").length, room.refused];
    at("waits").hidden = !waits;
    say(at("waits"), word("waits", { count: waits }));
    at("refused").hidden = !refused;
    say(at("refused"), word("refused", { count: refused }));
  };
}

// Asks the worker to keep the page, and the browser not to throw it away when space is short. Gives the word for what
// came of it, none where it may still come.
async function keep() {
  if (!navigator.serviceWorker) return "not_ready";
  try {
    const registration = await navigator.serviceWorker.register(places.worker, { scope: location.pathname, updateViaCache: "none" });
    navigator.storage?.persist?.();
    if (registration.active) return "ready";
    const coming = registration.installing ?? registration.waiting;
    return await new Promise((resolve) => {
      coming.addEventListener("statechange", () => {
        if (coming.state === "activated") resolve("ready");
        if (coming.state === "redundant") resolve("");
      });
      if (coming.state === "activated") resolve("ready");
    });
  } catch (fault) {
    return fault.name === "SecurityError" ? "not_ready" : "";
  }
}
