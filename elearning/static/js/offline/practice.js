// [data-practice]: says whether an answer is right where the page can tell, keeps the answers, and lets them be sent.
import { answerOf, putInto, same } from "../behaviours/quiz-answers.js";
import { drop, get, me, owners, put, queue } from "./store.js";

const isEmpty = (answer) => !answer.length;
const facts = (deed) => (owners().includes(me) ? deed().catch(() => undefined) : Promise.resolve(undefined));

for (const note of document.querySelectorAll("[data-scriptless]")) note.hidden = true;

function judge(form, box) {
  const [line, words, answer] = [box.querySelector("[data-verdict]"), form.dataset, answerOf(box)];
  if (isEmpty(answer)) line.textContent = "";
  else if (!box.dataset.right) line.textContent = words.wordCompare;
  else line.textContent = same(answer, JSON.parse(box.dataset.right)) ? words.wordRight : words.wordWrong;
}

async function begin(form, place) {
  const boxes = [...form.querySelectorAll("[data-position]")];
  const draft = `practice ${location.pathname} ${place}`;
  const answers = () => boxes.map((box) => ({ position: Number(box.dataset.position), answer: answerOf(box) })).filter(({ answer }) => answer.length);
  let started = Date.now();
  const before = await facts(() => get("facts", draft));
  if (before) {
    started = before.started;
    for (const { position, answer } of before.answers) if (boxes[position] && isEmpty(answerOf(boxes[position]))) putInto(boxes[position], answer);
  }
  form.addEventListener("input", ({ target }) => {
    facts(() => put("facts", { started, answers: answers() }, draft));
    const box = target.closest("[data-position]");
    if (box.querySelector("details").open) judge(form, box);
  });
  for (const box of boxes) box.querySelector("details").addEventListener("toggle", () => judge(form, box));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const said = form.querySelector("[data-practice-said]");
    if (!answers().length) return;
    try {
      await queue("practice", { paper: form.dataset.practice, answers: answers(), started }, form.dataset.title);
      await drop("facts", draft);
      form.reset();
      for (const open of form.querySelectorAll("details[open]")) open.open = false;
      started = Date.now();
      said.textContent = `${form.dataset.wordHere} ${form.dataset.wordAgain}`;
      if (!document.querySelector("[data-offline]")) location.reload(); // the next page sends
    } catch {
      said.textContent = form.dataset.wordFull;
    }
  });
  form.querySelector("[data-finish]").hidden = !me;
}

document.querySelectorAll("[data-practice]").forEach(begin);
