// On the page of a module, for who is signed in: keeps where she reads, and what she marks.
const home = document.querySelector("[data-reading]");
const text = document.querySelector("article.prose");
const token = home.querySelector("[name=csrfmiddlewaretoken]").value;
const body = (values) => {
  const data = new FormData();
  for (const [name, value] of Object.entries({ csrfmiddlewaretoken: token, ...values })) data.append(name, value);
  return data;
};

// The paragraphs: the element that bears the name, or that holds the empty one that bears it.
const paragraphs = [...text.querySelectorAll('[id^="p-"]')].map((named) => ({
  name: named.id,
  element: named.tagName === "SPAN" ? named.parentElement : named,
}));

// ---- Where she reads
let sent = "";
let moved = false;
function place() {
  const line = innerHeight * 0.4;
  const here = paragraphs.filter(({ element }) => element.getBoundingClientRect().top < line).pop();
  const { top, height } = text.getBoundingClientRect();
  const share = Math.max(0, Math.min(100, Math.round((100 * (innerHeight - top)) / height)));
  return here && { anchor: here.name, share };
}
function tell() {
  const now = moved && place();
  if (!now || sent === JSON.stringify(now)) return;
  if (navigator.sendBeacon(home.dataset.place, body({ ...now, at: new Date().toISOString() }))) sent = JSON.stringify(now);
}
addEventListener("scroll", () => (moved = true), { passive: true });
setInterval(tell, 20_000);
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && tell());

// ---- What she marks: words are compared without the spaces between them, as on the server
function squeeze(element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement.closest("form, button, .example > header > p, .key-message > strong") ? 2 : 1,
  );
  const map = [];
  let words = "";
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    [...node.data].reduce((at, sign) => {
      if (/\S/.test(sign)) {
        words += sign;
        for (let i = 0; i < sign.length; i++) map.push([node, at + i]);
      }
      return at + sign.length;
    }, 0);
  }
  return { words, map };
}
const bare = (words) => words.replace(/\s+/g, "");

function rangeOf(element, quote, prefix = "", suffix = "") {
  const { words, map } = squeeze(element);
  const [wanted, before, after] = [quote, prefix, suffix].map(bare);
  const exact = words.indexOf(before + wanted + after);
  const start = exact < 0 ? words.indexOf(wanted) : exact + before.length;
  if (!wanted || start < 0) return null;
  const range = new Range();
  range.setStart(...map[start]);
  const [node, at] = map[start + wanted.length - 1];
  range.setEnd(node, at + 1);
  return range;
}

const painted = globalThis.Highlight && CSS.highlights ? new Highlight() : null;
if (painted) CSS.highlights.set("kept", painted);
function paint(range) {
  if (painted) return painted.add(range);
  const nodes = [];
  const walker = document.createTreeWalker(range.commonAncestorContainer, NodeFilter.SHOW_TEXT);
  for (let node = walker.currentNode; node; node = walker.nextNode()) {
    if (node.nodeType === 3 && range.intersectsNode(node)) nodes.push(node);
  }
  const { startContainer, startOffset, endContainer, endOffset } = range;
  for (const node of nodes) {
    const part = new Range();
    part.setStart(node, node === startContainer ? startOffset : 0);
    part.setEnd(node, node === endContainer ? endOffset : node.length);
    if (!part.collapsed) part.surroundContents(document.createElement("mark"));
  }
}

function show(item) {
  const quote = item.querySelector("q")?.textContent;
  if (!quote || item.dataset.anchor === undefined) return;
  const { anchor, prefix, suffix } = item.dataset;
  const own = paragraphs.find(({ name }) => name === anchor);
  for (const { name, element } of own ? [own, ...paragraphs] : paragraphs) {
    const range = rangeOf(element, quote, prefix, suffix);
    if (range) {
      paint(range);
      if (!item.querySelector("q a")) {
        const link = Object.assign(document.createElement("a"), { href: `#${name}`, textContent: quote });
        item.querySelector("q").replaceChildren(link);
      }
      return;
    }
  }
  item.querySelector("[data-changed]").hidden = false;
}

const bar = home.querySelector("[data-bar]");
const said = home.querySelector("[data-said]");
const dialog = home.querySelector("[data-dialog]");
const uuids = {}; // what is sent again, since the answer was lost on the way, is the same mark
let chosen = [];

// A fault is shown over the text too, where she looks.
function say(words, fault = false) {
  said.textContent = words;
  bar.hidden = !fault;
  for (const place of [bar, dialog.querySelector("form")]) place.dataset.fault = fault ? words : "";
}

// The selected passage, a piece for each paragraph that it touches.
function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return [];
  const range = selection.getRangeAt(0);
  return paragraphs.flatMap(({ name, element }) => {
    if (!range.intersectsNode(element)) return [];
    const { words, map } = squeeze(element);
    const within = map.map(([node, at]) => range.comparePoint(node, at) === 0 && range.comparePoint(node, at + 1) === 0);
    const [first, last] = [within.indexOf(true), within.lastIndexOf(true)];
    if (first < 0) return [];
    const piece = new Range();
    piece.setStart(...map[first]);
    piece.setEnd(map[last][0], map[last][1] + 1);
    const quote = piece.toString().replace(/\s+/g, " ").trim().slice(0, 1000);
    const uuid = (uuids[[name, first, last]] ??= crypto.randomUUID?.() ?? "");
    const [prefix, suffix] = [words.slice(Math.max(0, first - 30), first), words.slice(last + 1, last + 31)];
    return [{ uuid, anchor: name, quote, prefix, suffix }];
  });
}

async function keep(piece, note) {
  const asked = { method: "POST", headers: { Accept: "application/json" }, body: body({ ...piece, note }) };
  const answer = await fetch(home.dataset.add, asked).catch(() => null);
  const told = answer && (await answer.json().catch(() => ({})));
  if (answer?.status !== 201) {
    say(told?.fault || home.dataset.failed, true);
    return false;
  }
  const item = home.querySelector("template").content.querySelector("li").cloneNode(true);
  Object.assign(item.dataset, { anchor: piece.anchor, prefix: piece.prefix, suffix: piece.suffix });
  item.querySelector("q").textContent = piece.quote;
  item.querySelector("[data-note]").textContent = note;
  const form = item.querySelector("form");
  // In a template there is no page yet to which `form.action` could belong.
  form.setAttribute("action", form.getAttribute("action").replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/, told.uuid));
  const list = home.querySelector("[data-list]");
  const there = list.querySelector(`form[action*="${told.uuid}"]`)?.closest("li");
  if (there && !note) return true; // marked twice: it is there, with its note
  there?.remove();
  list.append(item);
  show(item);
  return true;
}

async function keepAll(note) {
  for (; chosen.length; chosen.shift(), note = "") {
    if (await keep(chosen[0], note)) continue;
    if (note) write(note); // what she wrote is not lost
    return;
  }
  if (getSelection().rangeCount) getSelection().collapseToEnd(); // whoever moves by keyboard goes on from there
  if (bar.contains(document.activeElement)) before?.focus({ preventScroll: true });
  say(home.dataset.kept);
}

function write(note) {
  dialog.querySelector("textarea").value = note;
  dialog.showModal();
}

function mark(withNote) {
  chosen = selected();
  if (!chosen.length) say(home.dataset.select, true);
  else if (withNote) write("");
  else keepAll("");
}

bar.addEventListener("click", ({ target }) => target.dataset.mark !== undefined && mark(target.dataset.mark === "note"));
bar.addEventListener("pointerdown", (event) => event.preventDefault()); // the selection stays
dialog.addEventListener("close", () => {
  if (dialog.returnValue === "keep") keepAll(dialog.querySelector("textarea").value);
  dialog.returnValue = "";
});
document.addEventListener("selectionchange", () => {
  if (dialog.open) return; // she writes
  const range = getSelection().rangeCount && getSelection().getRangeAt(0);
  bar.hidden = !range || range.collapsed || !range.intersectsNode(text);
  bar.dataset.fault = "";
});

// By keyboard, Tab leads from a selected passage to what one may do with it.
let before = null;
document.addEventListener("keydown", (event) => {
  const away = bar.hidden || dialog.open || getSelection().isCollapsed || home.contains(document.activeElement);
  if (event.key !== "Tab" || event.shiftKey || away) return;
  event.preventDefault();
  before = document.activeElement;
  bar.querySelector("button").focus();
});

// For a keyboard: a button at the end of each section, seen when it is reached.
for (const end of [...text.querySelectorAll(":scope > h2")].slice(1).concat(null)) {
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: home.dataset.button });
  button.className = "button visually-hidden";
  button.addEventListener("click", () => mark(false));
  text.insertBefore(button, end);
}
home.querySelectorAll("[data-list] > li").forEach(show);
