// The timer of one item, without any display: when it began, which step runs, how long each took. Pure; `now` in milliseconds.
const SAME = 30_000; // as on the server: a clock that is off by less is right
const iso = (now) => new Date(now).toISOString();
const fresh = (run, now) => ({ ...run, updated_at: iso(Math.max(now, (Date.parse(run.updated_at) || 0) + 1)) });

export function start(item, id, now) {
  const planned = item.steps.length ? item.steps : [{ text: "", minutes: item.minutes }];
  const steps = planned.map((step) => ({ text: step.text, planned: step.minutes, seconds: 0 }));
  const run = { id, item: item.uuid, started_at: iso(now), ended_at: null, planned_minutes: item.minutes, steps, step: 0, since: now };
  return fresh(run, now);
}

// How long a step has taken so far, in seconds.
export function took(run, index, now) {
  const running = run.since !== null && index === run.step ? Math.max(0, (now - run.since) / 1000) : 0;
  return run.steps[index].seconds + running;
}

export const whole = (run, now) => run.steps.reduce((sum, _step, index) => sum + took(run, index, now), 0);

function halted(run, now) {
  const steps = run.steps.map((step, index) => ({ ...step, seconds: Math.round(took(run, index, now)) }));
  return { ...run, steps, since: null };
}

export const deeds = {
  pause: (run, now) => fresh(run.since === null ? { ...run, since: now } : halted(run, now), now),
  next: (run, now) => fresh({ ...halted(run, now), step: Math.min(run.step + 1, run.steps.length - 1), since: now }, now),
  finish: (run, now) => fresh({ ...halted(run, now), ended_at: iso(Math.max(now, Date.parse(run.started_at))) }, now),
  reopen: (run, now) => fresh({ ...run, ended_at: null, since: now }, now),
};

// A run as the server has it, by this device's clock. One that was never halted runs since it began; which step of
// another runs is not known here.
export function asHere(run, skew) {
  const off = Math.abs(skew) > SAME ? skew : 0;
  const here = (moment) => moment && iso(Date.parse(moment) - off);
  const [started_at, ended_at, updated_at] = [run.started_at, run.ended_at, run.updated_at].map(here);
  const [began, lasted] = [Date.parse(started_at), ended_at ? (Date.parse(ended_at) - Date.parse(started_at)) / 1000 : 0];
  const steps = run.steps.length ? run.steps : [{ text: "", planned: run.planned_minutes, seconds: Math.round(lasted) }];
  const step = steps.findLastIndex(({ seconds }) => seconds);
  return { ...run, started_at, ended_at, updated_at, steps, step: Math.max(0, step), since: ended_at || step >= 0 ? null : began };
}

// Whether another device changed, since this one sent it, a run that both know; `asOf` is when the server said `theirs`.
export function isChanged(theirs, mine, asOf) {
  if (mine.waiting || !(Date.parse(asOf) > Date.parse(mine.kept_at))) return false;
  const isOther = (step, place) => step.seconds !== mine.steps[place]?.seconds;
  return Boolean(theirs.ended_at) !== Boolean(mine.ended_at) || theirs.steps.some(isOther);
}

// As it is sent: without what only the display needs.
export function wire({ id, item, started_at, ended_at, planned_minutes, steps, updated_at }) {
  return { id, item, started_at, ended_at, planned_minutes, steps, updated_at };
}

// Minutes and seconds as a clock shows them.
export function clock(seconds) {
  const all = Math.abs(Math.round(seconds));
  const parts = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60];
  return parts.slice(parts[0] ? 0 : 1).map((part, place) => (place ? String(part).padStart(2, "0") : part)).join(":");
}
