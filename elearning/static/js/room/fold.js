// What this device makes of one person at one checkpoint: the fold of workshops/attendance/fold.py over its own events,
// beside what the server said last. Pure.
const LONG_BEFORE = 24 * 3600 * 1000;
const of = (value) => Date.parse(value);

// The events that count, in order: without what was taken back.
export function standing(events) {
  const voided = new Set(events.filter((event) => event.verb === "void").map((event) => event.voids));
  const kept = events.filter((event) => event.verb !== "void" && !voided.has(event.id));
  return kept.sort((one, other) => of(one.at) - of(other.at) || (one.id < other.id ? -1 : 1));
}

function stays(events) {
  const found = [];
  let came = null;
  let left = null;
  for (const event of events) {
    if (event.verb === "in") {
      if (came !== null && left !== null) {
        found.push([came, left]);
        came = null;
      }
      came ??= of(event.at);
      left = null;
    } else if (event.verb === "out" && came !== null) left = of(event.at);
  }
  return came === null ? found : [...found, [came, left]];
}

const touches = ([came, left], start, end) => came < end && (left === null || left > start);

// The grace lengthens a stay that touches the item, and no moment counts twice.
function credit(item, all, grace) {
  const [start, end] = [of(item.starts_at), of(item.ends_at)];
  let there = 0;
  let counted = start;
  for (const [came, left] of all.filter((stay) => touches(stay, start, end))) {
    const from = Math.max(counted, came <= start + grace ? start : came);
    const to = left === null || left >= end - grace ? end : left;
    if (to > from) [there, counted] = [there + to - from, to];
  }
  return end > start ? Math.min(item.worth, Math.round((item.worth * there) / (end - start))) : 0;
}

// `events` are of one person at one checkpoint, by the server's clock.
export function fold(events, items, lateAfter) {
  const kept = standing(events);
  const decision = kept.findLast((event) => event.verb === "set");
  if (decision) return { status: decision.value, decided: true, left: false };
  const begins = Math.min(...items.map((item) => of(item.starts_at)));
  const all = stays(items.length ? kept.filter((event) => of(event.at) >= begins - LONG_BEFORE) : kept);
  const ends = Math.max(...items.map((item) => of(item.ends_at)));
  const met = items.length ? all.some((stay) => touches(stay, begins, ends)) : all.length;
  if (!met) return { status: kept.length ? "unclear" : "unseen", decided: false, left: false };
  const grace = lateAfter * 60000;
  const left = all.at(-1)[1] !== null;
  const lost = items.filter((item) => credit(item, all, grace) < item.worth);
  if (!lost.length) return { status: "present", decided: false, left };
  const stayed = all.length === 1 && (!left || all[0][1] >= ends - grace);
  const late = stayed && begins + grace < all[0][0] && all[0][0] < ends;
  return { status: late ? "late" : "partial", decided: false, left };
}

// What to show: the server's word, unless this device did something of which the server's list does not know yet.
export function shown(mine, seen, isFresh) {
  if (!isFresh) return seen ?? "unseen";
  if (mine.decided || mine.status === "unseen") return mine.status;
  if (seen === "absent" || seen === "excused") return seen;
  if (mine.status === "unclear") return seen && seen !== "unseen" ? "partial" : "unclear";
  return seen === "present" && mine.status === "late" ? "present" : mine.status;
}
