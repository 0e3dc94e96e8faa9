// Starts room mode: wipes first where it must, then shows what this device holds, and keeps the line to the server.
import { attendance } from "./attendance.js";
import * as base from "./base.js";
import { device } from "./device.js";
import { line } from "./line.js";
import { code, say, word } from "./said.js";
import { timer } from "./timer.js";

const OFF = 120_000; // a clock that is wrong by more is told so
const all = (selector) => [...document.querySelectorAll(selector)];
const one = (selector) => document.querySelector(selector);
const view = (name) => one(`[data-view=${name}]`);
const room = { roster: null, events: [], runs: [], heads: [], skew: 0, contact: null, waiting: 0, refused: 0 };
let isGone = false;
let isCut = false;
let views = [];

base.begin(code);
const others = new BroadcastChannel(base.name());
others.onmessage = ({ data }) => (data === "gone" ? location.reload() : load().then(render));

async function load() {
  for (const key of ["roster", "skew", "contact"]) room[key] = (await base.fact(key)) ?? (key === "skew" ? 0 : null);
  for (const queue of ["events", "runs", "heads"]) room[queue] = await base.rows(queue);
  const rows = [...room.events, ...room.runs, ...room.heads];
  room.waiting = rows.filter((row) => row.waiting).length;
  room.refused = rows.filter((row) => row.status === "refused").length;
}

const isOver = () => room.roster && Date.now() + room.skew >= Date.parse(room.roster.wiped_at);

function alarm(text) {
  const box = one("[data-alarm]");
  box.hidden = !text;
  box.querySelector("p").textContent = text;
}

// Nothing of the workshop is shown any more. What could not be sent yet has no names, and goes when it is sent.
function gone(why, left, isNews = true) {
  isGone = true;
  one("[data-tabs]").hidden = true;
  one("[data-clock]").hidden = true;
  [room.roster, room.events, room.runs, room.heads, views] = [null, [], [], [], []];
  for (const part of all("[data-view]")) {
    part.hidden = part.dataset.view !== "empty";
    if (part.hidden) part.replaceChildren();
  }
  alarm(left ? `${word(why)} ${word("rest", { count: left })}` : word(why));
  say(one("[data-queue]"), left ? word("not_sent", { count: left }) : "");
  if (isNews) others.postMessage("gone");
}

function show() {
  const parts = ["attendance", "timer", "device"];
  const wanted = room.roster ? parts.find((name) => `#${name}` === location.hash) ?? "attendance" : "device";
  for (const part of all("[data-view]")) part.hidden = part.dataset.view !== wanted;
  for (const link of all("[data-tabs] a")) {
    if (link.hash === `#${wanted}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

function render() {
  if (isGone) return;
  if (isOver()) return location.reload(); // the next start wipes before it shows anything
  say(one("[data-queue]"), room.waiting ? word("not_sent", { count: room.waiting }) : word("all_sent"), room.waiting ? "warn" : "good");
  const isOffline = isCut || !navigator.onLine;
  say(one("[data-network]"), word(isOffline ? "offline" : "online"), isOffline ? "warn" : "good");
  const clock = one("[data-clock]");
  clock.hidden = Math.abs(room.skew) < OFF;
  say(clock.querySelector("p"), word("clock", { minutes: Math.round(Math.abs(room.skew) / 60000) }));
  for (const part of views) part();
  return undefined;
}

async function told({ end, fault }) {
  isCut = fault === "cut";
  if (isGone) {
    if (end !== "rest" && end !== "revoked") return;
    const why = await base.fact("wiped");
    await base.wipe({});
    gone(why ?? "wiped_end", 0);
    return;
  }
  if (end === "revoked" || end === "over") {
    const why = end === "revoked" ? "wiped_revoked" : "wiped_end";
    gone(why, await base.wipe({ rest: true, why }));
    return;
  }
  alarm(fault === "stranger" ? word("stranger") : "");
  await load();
  open();
  render();
  others.postMessage("changed");
}

async function changed() {
  await load();
  render();
  others.postMessage("changed");
  kick();
}

// The parts that need a roster begin once there is one.
function open() {
  if (!room.roster || views.length > 1) return;
  views.push(attendance(view("attendance"), room, changed), timer(view("timer"), room, changed));
  show();
}

const kick = line(told);

async function start() {
  await load();
  const wiped = await base.fact("wiped");
  if (wiped || isOver()) {
    const why = wiped ?? "wiped_end";
    gone(why, await base.wipe({ rest: true, why }), !wiped);
  } else if (await base.fact("token")) {
    one("[data-tabs]").hidden = false;
    views.push(device(view("device"), room, { kick, gone }));
    show();
    open();
    render();
    addEventListener("hashchange", () => { show(); scrollTo(0, 0); });
    for (const name of ["online", "offline"]) addEventListener(name, render);
    setInterval(render, 30_000);
  } else {
    view("empty").hidden = false;
    return;
  }
  await kick(true);
}

start().catch(() => alarm(word("full"))); // a browser that stores nothing, as some private windows
