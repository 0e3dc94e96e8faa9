// The timer: the items of a day, parallel ones side by side, each with a clock and steps of its own.
import { put } from "./base.js";
import { asHere, clock, deeds, isChanged, start, took, whole } from "./runs.js";
import { dayName, freshId, joined, say, show, signal, time, today, word } from "./said.js";

export function timer(root, room, changed) {
  const at = (name) => root.querySelector(`[data-${name}]`);
  const [select, slots, told] = ["day", "slots", "told"].map(at);
  const cards = new Map();
  const over = new Set();
  let shownAs;
  let dayBefore;

  // The newest run of an item that this device or, by the roster, the server knows.
  function runOf(item) {
    const all = new Map(room.runs.filter((run) => run.item === item.uuid).map((run) => [run.id, run]));
    for (const run of room.roster.runs.filter((each) => each.item === item.uuid)) {
      const mine = all.get(run.id);
      if (!mine || isChanged(run, mine, room.roster.now)) all.set(run.id, asHere(run, room.skew));
    }
    return [...all.values()].sort((one, other) => Date.parse(other.started_at) - Date.parse(one.started_at))[0];
  }

  // One deed after the other; a second click on a button whose deed still waits is none.
  const waiting = new Set();
  let queue = Promise.resolve();
  function once(item, name) {
    const mark = `${item.uuid}/${name}`;
    if (waiting.has(mark)) return;
    waiting.add(mark);
    const turn = () => act(item, name).finally(() => waiting.delete(mark));
    queue = queue.then(turn, turn);
  }

  async function act(item, name) {
    if (cards.get(item.uuid)?.querySelector(`[data-do=${name}]`).hidden) return undefined; // what came before took it away
    const [run, now] = [runOf(item), Date.now()];
    const next = name === "start" ? start(item, freshId(), now) : deeds[name](run, now);
    const isKept = await put("runs", next).then(() => true, () => false);
    if (!isKept) return say(told, word("full"));
    const sentences = { start: "started", reopen: "started", finish: "finished", pause: next.since === null ? "paused" : "started" };
    say(told, name === "next" ? word("next", { text: next.steps[next.step].text || item.title }) : word(sentences[name], { title: item.title }));
    await changed();
    const buttons = [...cards.get(item.uuid).querySelectorAll("[data-do]")];
    if (document.activeElement === document.body) buttons.find((button) => !button.hidden)?.focus();
    return undefined;
  }

  function made(item) {
    const card = at("item").content.cloneNode(true).firstElementChild;
    const details = [`${time(item.starts_at)}–${time(item.ends_at)}`, item.room, item.group && word("group", { group: item.group }), item.lane && word("lane", { lane: item.lane })];
    card.querySelector("[data-title]").textContent = item.title;
    card.querySelector("[data-when]").textContent = joined([...details, word("planned", { minutes: item.minutes })]);
    card.addEventListener("click", ({ target }) => target.dataset.do && once(item, target.dataset.do));
    cards.set(item.uuid, card);
    return card;
  }

  function renderDays() {
    const days = [...new Set(room.roster.agenda.map((item) => item.day))];
    const now = today(Date.now() + room.skew);
    const before = dayBefore && now !== dayBefore && select.value === dayBefore ? "" : select.value; // a new day has begun
    dayBefore = now;
    const wanted = JSON.stringify([now, room.roster.agenda]);
    if (before && shownAs === `${wanted}${before}`) return;
    const day = days.includes(before) ? before : days.includes(now) ? now : days.find((each) => each > now) ?? days.at(-1);
    select.replaceChildren(...days.map((each) => new Option(each === now ? word("today", { day: dayName(each) }) : dayName(each), each, false, each === day)));
    cards.clear();
    const groups = grouped(room.roster.agenda.filter((item) => item.day === day));
    slots.replaceChildren(...[...groups.values()].map((items) => {
      if (items.length === 1) return made(items[0]);
      const beside = document.createElement("div");
      beside.className = "grid";
      beside.append(...items.map(made));
      return beside;
    }));
    shownAs = `${wanted}${select.value}`;
  }
  const slot = (item) => (item.lane ? item.starts_at : item.uuid);
  function grouped(items) {
    const groups = new Map();
    for (const item of items) groups.set(slot(item), [...(groups.get(slot(item)) ?? []), item]);
    return groups;
  }

  function renderCard(item, card, now) {
    const run = runOf(item);
    const [isOpen, isOver] = [run && !run.ended_at, Boolean(run?.ended_at)];
    const part = (name, isShown, text) => {
      const place = card.querySelector(`[data-${name}]`);
      place.hidden = !isShown;
      if (isShown && text !== undefined && place.textContent !== text) place.textContent = text;
      return place;
    };
    for (const [name, isShown] of [["start", !run], ["pause", isOpen], ["next", isOpen && run.step < run.steps.length - 1], ["finish", isOpen], ["reopen", isOver]]) {
      card.querySelector(`[data-do=${name}]`).hidden = !isShown;
    }
    const pause = card.querySelector("[data-do=pause]");
    pause.setAttribute("aria-pressed", isOpen && run.since === null);
    part("result", isOver, isOver && word("ran", { planned: run.planned_minutes, actual: Math.round(whole(run, now) / 60) }));
    part("remaining", isOpen);
    part("step", isOpen);
    part("steps", Boolean(run?.steps.length > 1));
    if (!run) return;
    if (isOpen) renderClock(item, run, now, part);
    if (run.steps.length > 1) renderSteps(card.querySelector("[data-steps]"), run, now);
  }

  function renderClock(item, run, now, part) {
    const step = run.steps[run.step];
    const [left, all] = [step.planned * 60 - took(run, run.step, now), run.planned_minutes * 60 - whole(run, now)];
    const in_ = (seconds) => word(seconds < 0 ? "over" : "left", { time: clock(seconds) });
    const place = part("remaining", true, in_(left));
    place.dataset.tone = left < 0 ? "bad" : left < 60 ? "warn" : "";
    part("step", true, `${step.text || word("whole")}${run.steps.length > 1 ? ` · ${word("whole")}: ${in_(all)}` : ""}`);
    const mark = `${run.id}/${run.step}`;
    if (left < 0 && run.since !== null && !over.has(mark)) {
      over.add(mark);
      say(told, step.text ? word("step_over", { text: step.text }) : word("item_over", { title: item.title }));
      signal(false);
    }
  }

  function renderSteps(list, run, now) {
    const lines = run.steps.map((step, index) => `${step.text} · ${word("ran", { planned: step.planned, actual: Math.round(took(run, index, now) / 60) })}`);
    show(list, [run.step, Boolean(run.ended_at), lines], () => lines.map((text, index) => {
      const line = document.createElement("li");
      line.textContent = text;
      if (index === run.step && !run.ended_at) line.setAttribute("aria-current", "step");
      return line;
    }));
  }

  function tick() {
    for (const item of room.roster?.agenda ?? []) if (cards.has(item.uuid)) renderCard(item, cards.get(item.uuid), Date.now());
  }
  function render() {
    renderDays();
    tick();
  }
  select.addEventListener("change", render);
  setInterval(tick, 1000);
  return render;
}
