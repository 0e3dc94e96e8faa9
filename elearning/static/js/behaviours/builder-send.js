// Sends one change of the board after the other, each on the state that the last one left, and puts the new board in place.
let line = Promise.resolve();
const SLOW = 1000; // milliseconds after which it is said that something is going on
let refused = 0; // what was asked for on a board that is not there any more is not done

export function send(root, fields, focus) {
  const asked = refused;
  line = line.then(() => asked === refused && post(root, fields, focus)).catch(() => fail(root, root.dataset.wordFailed));
  return line;
}

async function post(root, fields, focus) {
  const board = root.querySelector("[data-board]");
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) if (value !== undefined && value !== null) body.set(name, value);
  body.set("csrfmiddlewaretoken", board.querySelector("[name=csrfmiddlewaretoken]").value);
  body.set("revision", board.dataset.revision);
  root.setAttribute("aria-busy", "true");
  say(root, "");
  const slow = setTimeout(() => say(root, root.dataset.wordBusy, true), SLOW);
  try {
    const answer = await fetch(board.dataset.url, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-board]");
    if (fresh) return put(root, fresh, answer.status, focus ?? placeOf(document.activeElement, fields));
    if (answer.redirected && new URL(answer.url).pathname === location.pathname) return location.reload();
    fail(root, answer.redirected ? root.dataset.wordGone : root.dataset.wordFailed);
  } finally {
    clearTimeout(slow);
    root.removeAttribute("aria-busy");
  }
}

function fail(root, words) {
  refused += 1;
  say(root, words, true);
}

function say(root, words, seen = false) {
  root.querySelector("[data-live]").textContent = words;
  const line = root.querySelector("[data-said]");
  if (seen && line) line.textContent = words;
}

// Where the focus is, in words that hold for the next board too; `near` is the item that the change is about.
function placeOf(element, fields) {
  const control = element?.name ? `[name="${element.name}"]${element.value && element.type === "submit" ? `[value="${element.value}"]` : ""}` : "summary";
  const at = (selector) => element?.closest(selector);
  return { item: at("[data-item]")?.dataset.item, control, bar: Boolean(at(".builder-bar")), board: Boolean(at("[data-board]")), near: fields.item ?? fields.before, before: fields.before, day: fields.day };
}

function put(root, fresh, status, focus) {
  const open = root.querySelector("details[open]")?.closest("[data-item]")?.dataset.item;
  const scroller = root.querySelector(".builder-board");
  const across = scroller.scrollLeft;
  root.querySelector("[data-board]").replaceWith(fresh);
  root.querySelector(".builder-board").scrollLeft = across;
  const block = (code) => code && fresh.querySelector(`[data-item="${CSS.escape(code)}"]`);
  const menu = block(open)?.querySelector("details");
  if (menu) menu.open = true;
  if (status >= 400) refused += 1;
  const told = fresh.querySelector("[data-stale], [role=alert]");
  say(root, told ? "" : fresh.querySelector("[data-said]").textContent);
  if (status === 409) return told.focus();
  lead(fresh, block(focus.item), focus);
}

// The focus stays on what was moved; where its button is gone, on the item or on what is next to it.
function lead(fresh, block, focus) {
  const found = block ? block.querySelector(focus.control) : focus.board && elsewhere(fresh, focus);
  const target = found && found.checkVisibility() ? found : block?.querySelector("summary");
  target?.focus({ preventScroll: true });
  if (block) block.dataset.moved = "";
  (block ?? target)?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

// Undo or redo again, or the other of the two; the same way out of the same overrun; the item that the change was about; its day.
function elsewhere(fresh, focus) {
  const bar = (which) => fresh.querySelector(`.builder-bar ${which}:not(:disabled)`);
  if (focus.bar) return bar(focus.control) ?? bar("button") ?? fresh.querySelector("#checks-heading");
  const isSame = ({ form }) => form?.elements.day?.value === focus.day && form.elements.before?.value === focus.before;
  const same = [...fresh.querySelectorAll(`.builder-seam ${focus.control}`)].find(isSame);
  if (same) return same;
  const near = focus.near && fresh.querySelector(`[data-item="${CSS.escape(focus.near)}"] summary`);
  const day = focus.day && fresh.querySelector(`[data-day="${CSS.escape(focus.day)}"] > h2`);
  return near || day || bar("button") || fresh.querySelector("#checks-heading");
}
