// The page Offline: what is kept on this device, what waits to be sent and why it may not be kept, and how to save it.
import { drop as dropAnswer, everything } from "../behaviours/quiz-queue.js";
import { all, cacheOf, day, drop, fill, findAgain, instant, leaveWorker, me, owners, put, setOwners, size, tongue, waiting, wipe } from "./store.js";

const root = document.querySelector("[data-kept-page]");
const words = root.dataset;
const one = (name, within = root) => within.querySelector(`[data-${name}]`);
const sendNow = async () => (document.querySelector("[data-offline]") ? (await import("./sending.js")).send(true) : location.reload());
const answers = async () => (await everything()).filter(({ owner }) => (owner ?? me) === me);
const NAMES = { read: words.wordRead, note: words.wordNote, practice: words.wordPractice };

for (const note of root.querySelectorAll("[data-scriptless]")) note.hidden = true;
for (const part of root.querySelectorAll("[data-scripted]")) part.hidden = false;

function button(text, deed) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: text });
  made.addEventListener("click", deed);
  return made;
}

function link(text, href, tag = "a") {
  const made = Object.assign(document.createElement(tag), { textContent: text, dir: "auto" });
  if (href) made.href = href;
  return made;
}

function keptRow(course) {
  const row = Object.assign(document.createElement("li"), { className: "card stack" });
  row.dataset.gap = "small";
  const [title, about, deeds] = ["p", "p", "p"].map((name) => document.createElement(name));
  const isThere = course.kept && !course.evicted;
  title.append(link(course.title, isThere ? `/offline/${course.language}/${course.code}/` : `/courses/${course.code}/#offline`));
  about.className = "meta";
  about.textContent = isThere ? fill(words.wordKept, { DAY: day(course.kept), SIZE: size(course.size), LANGUAGE: tongue(course.language) }) : words.wordPartly;
  deeds.className = "cluster";
  const practice = `/offline/${course.language}/${course.code}/practice/`;
  if (course.items[practice]) deeds.append(Object.assign(link(words.wordPractise, practice), { className: "button" }));
  deeds.append(button(fill(words.wordRemove, { TITLE: course.title }), async () => {
    await caches.delete(cacheOf(course.code));
    await drop("kept", course.code);
    if (!(await all("kept")).length && !(await all("items")).length) setOwners(owners().filter((owner) => owner !== me));
    await leaveWorker();
    await render();
  }));
  row.append(title, about, deeds);
  return row;
}

function textOf({ kind, body }) {
  if (kind === "note") return body.text;
  return kind === "practice" ? body.answers.map(({ position, answer }) => `${position + 1}. ${answer.join(", ")}`).join("\n") : "";
}

function waitingRow(item) {
  const row = one("row").content.cloneNode(true).firstElementChild;
  const text = textOf(item);
  one("what", row).textContent = NAMES[item.kind];
  one("title", row).textContent = item.title;
  one("when", row).textContent = fill(words.wordDone, { DAY: instant(item.at) });
  Object.assign(one("why", row), { textContent: item.refused ?? "", hidden: !item.refused });
  Object.assign(one("text", row), { textContent: text, hidden: !text });
  Object.assign(one("save", row), { href: URL.createObjectURL(new Blob([text], { type: "text/plain" })), download: `${item.kind}.txt`, hidden: !text });
  one("copy", row).hidden = !text;
  one("again", row).hidden = !item.refused;
  one("copy", row).addEventListener("click", async ({ target }) => {
    await navigator.clipboard.writeText(text);
    target.textContent = words.wordCopied;
  });
  one("again", row).addEventListener("click", async () => {
    const { refused: _why, ...rest } = item;
    await put("items", rest);
    await sendNow();
  });
  one("discard", row).addEventListener("click", async () => {
    if (!confirm(words.wordSure)) return;
    await drop("items", item.uuid);
    dispatchEvent(new Event("offline-changed"));
  });
  return row;
}

// Of a quiz that was started: its own page says what became of each answer.
function quizRow(attempt, given) {
  const row = one("row").content.cloneNode(true).firstElementChild;
  one("what", row).textContent = words.wordQuiz;
  one("when", row).textContent = fill(words.wordDone, { DAY: instant(given[0].given_at) });
  for (const name of ["copy", "save", "again"]) one(name, row).hidden = true;
  one("discard", row).before(Object.assign(link(words.wordGoOn, `/attempts/${attempt}/`), { className: "button" }));
  one("discard", row).addEventListener("click", async () => {
    if (!confirm(words.wordSure)) return;
    for (const { uuid } of given) await dropAnswer(uuid);
    dispatchEvent(new Event("offline-changed"));
  });
  return row;
}

async function render() {
  await findAgain();
  const isHers = me && owners().includes(me);
  if (isHers) await put("facts", Date.now(), "begun");
  const [courses, items] = isHers ? [await all("kept"), await waiting()] : [[], []];
  one("none").textContent = courses.length ? "" : words.wordNone;
  one("kept").replaceChildren(...courses.map(keptRow));
  const given = isHers ? await answers() : [];
  const quizzes = [...new Set(given.map(({ attempt }) => attempt))].map((attempt) => quizRow(attempt, given.filter((entry) => entry.attempt === attempt)));
  one("waiting").replaceChildren(...items.map(waitingRow), ...quizzes);
  one("waits").textContent = items.length || quizzes.length ? "" : words.wordSent;
  one("send").hidden = !quizzes.length && !items.some((item) => !item.refused);
  one("wipe").hidden = !courses.length && !items.length && !quizzes.length;
  for (const name of ["none", "kept", "waiting"]) one(name).hidden = !one(name).textContent;
}

one("send").addEventListener("click", sendNow);
one("wipe").addEventListener("click", async () => {
  const given = await answers();
  if (!confirm(fill(words.wordSureAll, { COUNT: (await all("items")).length + given.length }))) return;
  for (const { uuid } of given) await dropAnswer(uuid);
  await wipe(me);
  await render();
});
addEventListener("offline-changed", render);
render();
