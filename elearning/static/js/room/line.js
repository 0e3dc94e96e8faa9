// The line to the server: sends what waits, in order and one batch at a time whatever tabs are open, and fetches the roster.
import * as base from "./base.js";
import { wire } from "./runs.js";
import { places } from "./said.js";

const MOST = 200;
const PATIENCE = 30_000;
const ROSTER_KEEPS = 60_000;
const FIRST_PAUSE = 3_000;
const LONGEST_PAUSE = 300_000;
let limit = MOST;
let most = MOST;
let failures = 0;
let timer;

class Stranger extends Error {}

// What is not JSON was not said by our server but by something in between (the page of a hotel's network, a proxy):
// `said` is empty then, and nothing may follow from it.
async function ask(address, body) {
  const token = await base.fact("token");
  if (!token) throw new Stranger();
  const headers = { Authorization: `Device ${token}`, "Accept-Language": document.documentElement.lang };
  if (body) headers["Content-Type"] = "application/json";
  const before = Date.now();
  const sent = body && JSON.stringify({ sent_at: new Date(before).toISOString(), ...body });
  const answer = await fetch(address, {
    method: body ? "POST" : "GET", body: sent, headers, credentials: "omit", cache: "no-store", signal: AbortSignal.timeout(PATIENCE),
  });
  const said = (await answer.json().catch(() => null)) ?? {};
  if (answer.status === 401 && said.error) throw new Stranger();
  if (said.now) {
    const skew = Math.round(Date.parse(said.now) - (before + Date.now()) / 2);
    await base.learn(token, { skew, contact: said.now }).catch(() => {}); // a full storage must not hold up the queue
  }
  return { status: answer.status, said, token };
}

const asEvent = ({ id, verb, checkpoint, badge, at, value, minutes, reason, voids }) => ({ id, verb, checkpoint, badge, at, value, minutes, reason, voids });

// Facts first: the server keeps them even from a device that was revoked. Returns what the server last said of that.
async function sendEvents() {
  for (let revoked = false; ; ) {
    const rows = (await base.waiting("events")).sort((one, other) => Date.parse(one.at) - Date.parse(other.at)).slice(0, most);
    if (!rows.length) return revoked;
    const fewer = Math.max(1, Math.floor(rows.length / 2));
    const { status, said } = await ask(places.events, { events: rows.map(asEvent) }).catch((fault) => {
      if (fault.name === "TimeoutError") most = fewer; // a slow line takes less at once
      throw fault;
    });
    if (status === 413 && rows.length > 1) {
      limit = most = Math.min(said.most || limit, fewer);
      continue;
    }
    if (status !== 200) throw new Error(`events: ${status}`);
    most = Math.min(limit, most * 2);
    const answers = new Map(said.answers.map((answer) => [answer.id, answer]));
    const answered = rows.filter((row) => answers.has(row.id));
    if (!answered.length) throw new Error("events: no answer");
    await base.settle("events", answered, (row) => ({ status: answers.get(row.id).status, kept_at: said.now, reason: "" }));
    revoked = Boolean(said.revoked);
  }
}

// Runs and head counts; says whether this device was revoked, and so has no say in these.
async function sendTimes() {
  const [runs, heads] = [await base.waiting("runs"), await base.waiting("heads")];
  if (!runs.length && !heads.length) return false;
  const { status, said } = await ask(places.runs, { runs: runs.slice(0, most).map(wire), heads: heads.slice(0, most).map(({ id, checkpoint, heads: many, at }) => ({ id, checkpoint, heads: many, at })) });
  if (status === 403 && said.revoked) return true;
  if (status !== 200) throw new Error(`runs: ${status}`);
  const answers = new Map([...said.runs, ...said.heads].map((answer) => [answer.id, answer]));
  if (!answers.size) throw new Error("runs: no answer");
  for (const [queue, rows] of [["runs", runs], ["heads", heads]]) {
    const answered = rows.filter((row) => answers.has(row.id));
    await base.settle(queue, answered, (row) => ({ status: answers.get(row.id).status, kept_at: said.now }));
  }
  return false;
}

// The roster as the server has it; "revoked" or "over" where it gives none any more.
async function fetchRoster() {
  const { status, said, token } = await ask(places.roster);
  if (status === 403 && said.revoked) return "revoked";
  if (status === 410 && said.over) return "over";
  if (status !== 200 || !Array.isArray(said.people)) throw new Error(`roster: ${status}`);
  await base.learn(token, { roster: said });
  return "";
}

async function exchange(fresh) {
  if (await sendEvents() || await sendTimes()) return "revoked";
  if (await base.fact("wiped")) return "rest";
  const roster = await base.fact("roster");
  const age = roster ? Date.now() + ((await base.fact("skew")) ?? 0) - Date.parse(roster.now) : Infinity;
  return fresh || !(Math.abs(age) < ROSTER_KEEPS) ? fetchRoster() : ""; // a clock that was put back makes it look new
}

// Whether something was kept while the rest was being sent.
async function more() {
  const rows = await Promise.all(base.QUEUES.map((queue) => base.waiting(queue, 1)));
  return rows.some(({ length }) => length);
}

// One tab at a time: another one that sends at this moment will send this tab's facts too, or this one tries again soon.
function alone(deed) {
  const free = async (lock) => (lock ? deed() : "busy");
  return navigator.locks ? navigator.locks.request(base.name(), { ifAvailable: true }, free) : deed();
}

// `told` hears after each try: { end } is "", "busy", "revoked", "over" or "rest"; { fault } is "stranger" or "cut".
export function line(told) {
  async function kick(fresh = false) {
    clearTimeout(timer);
    const outcome = { end: "" };
    let pause = ROSTER_KEEPS;
    try {
      outcome.end = await alone(() => exchange(fresh));
      if (outcome.end === "busy" || await more()) pause = FIRST_PAUSE;
      if (outcome.end !== "busy") failures = 0;
    } catch (fault) {
      outcome.fault = fault instanceof Stranger ? "stranger" : "cut";
      pause = Math.min(FIRST_PAUSE * 2 ** failures++, LONGEST_PAUSE);
    }
    clearTimeout(timer);
    timer = setTimeout(kick, pause);
    await told(outcome);
  }
  const again = () => { failures = 0; kick(); };
  addEventListener("online", again);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && again());
  return kick;
}
