// Dragging an item to another place, and its lower edge to another length. A touch drags by the handle, so that the page can scroll.
import { send } from "./builder-send.js";

const FAR = 6; // pixels before a press is a drag
const STEP = 5;
const EDGE = 60; // pixels from the edge of the window at which it scrolls

export function drag(root) {
  root.addEventListener("pointerdown", (event) => {
    const block = event.button === 0 && event.target.closest("[data-item]");
    if (!block || event.target.closest("a, button, input, select, label")) return;
    const resizes = event.target.closest("[data-resize]");
    if (event.pointerType !== "mouse" && !resizes && !event.target.closest("[data-grip]")) return;
    follow(event, resizes ? resizing(root, block) : moving(root, block));
  });
}

// Calls the parts of a gesture until the pointer is let go, or Escape gives it up.
function follow(first, gesture) {
  let begun = false;
  const stop = new AbortController();
  const on = (name, deed) => document.addEventListener(name, deed, { signal: stop.signal, capture: true });
  const end = (event) => {
    stop.abort();
    if (!begun) return;
    gesture.end(event);
    const swallow = (click) => { click.preventDefault(); click.stopPropagation(); };
    document.addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => document.removeEventListener("click", swallow, { capture: true }), 50);
  };
  on("pointermove", (event) => {
    const [across, down] = [event.clientX - first.clientX, event.clientY - first.clientY];
    if (!begun && Math.hypot(across, down) < FAR) return;
    begun = true;
    event.preventDefault();
    getSelection().removeAllRanges();
    scroll(event);
    gesture.move(event, across, down);
  });
  on("pointerup", end);
  on("pointercancel", () => end(null));
  on("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    end(null);
  });
}

function scroll(event) {
  const below = event.clientY > innerHeight - EDGE;
  if (below || event.clientY < EDGE) scrollBy(0, below ? 12 : -12);
}

function resizing(root, block) {
  const was = Number(block.dataset.minutes);
  const strut = block.querySelector("svg");
  const height = strut.viewBox.baseVal.height;
  const stretch = (high) => strut.setAttribute("viewBox", `0 0 1 ${high}`);
  let minutes = was;
  return {
    move(_event, _across, down) {
      minutes = Math.max(STEP, Math.round((was + down / Number(root.dataset.scale)) / STEP) * STEP);
      stretch(Math.max(1, height + down));
      block.dataset.about = root.dataset.wordAbout.replace("MINUTES", minutes);
    },
    end(event) {
      stretch(height);
      delete block.dataset.about;
      const item = block.dataset.item;
      if (event && minutes !== was) send(root, { do: "minutes", item, minutes }, { item, control: "summary" });
    },
  };
}

function moving(root, block) {
  let target = null;
  const from = { x: scrollX, y: scrollY };
  const mark = (place) => {
    if (target) delete target.element.dataset.drop;
    target = place;
    if (target) target.element.dataset.drop = target.how;
    if (target?.fields.start) block.dataset.about = target.fields.start;
    else delete block.dataset.about;
  };
  return {
    move(event, across, down) {
      block.dataset.dragged = "";
      block.style.transform = `translate(${across + scrollX - from.x}px, ${down + scrollY - from.y}px)`;
      mark(placeAt(root, block, event.clientX, event.clientY));
    },
    end(event) {
      const fields = target?.fields;
      mark(null);
      delete block.dataset.dragged;
      block.style.transform = "";
      const item = block.dataset.item;
      if (event && fields) send(root, { item, ...fields }, { item, control: "summary" });
    },
  };
}

// Where an item that is let go here would stand: before, after or beside another, at the end of a day, or at the side.
function placeAt(root, block, x, y) {
  const under = document.elementFromPoint(x, y);
  const aside = under?.closest("[data-waiting]");
  if (aside) return "off" in block.dataset ? null : { element: aside, how: "inside", fields: { do: "unschedule" } };
  const day = under?.closest("[data-day]");
  if (!day || !root.contains(day)) return null;
  const list = under.closest("[data-lane]") ?? day.querySelector("[data-lane]");
  const fields = { do: "move", day: day.dataset.day, lane: list.dataset.lane };
  const row = under.closest("[data-item]") ?? nearest(list, block, y);
  const other = row && itemOf(row, block);
  if (!other || row === block) return { element: day, how: "inside", fields };
  const box = row.getBoundingClientRect();
  const part = Math.min(1, Math.max(0, (y - box.top) / box.height));
  const end = (x - box.left) / box.width;
  const isBeside = under.closest("[data-item]") && (getComputedStyle(root).direction === "rtl" ? 1 - end : end) > 0.75;
  const how = isBeside ? "beside" : part < 0.5 ? "before" : "after";
  const asked = { ...fields, lane: isBeside ? undefined : fields.lane, [how]: other.dataset.item };
  return { element: row, how, fields: locked(block, asked, other, part) };
}

// A row of a day is an item, or lanes: those stand for any item in them.
const itemOf = (row, block) => row.matches("[data-item]") ? row : [...row.querySelectorAll("[data-item]")].find((one) => one !== block);

// Between two rows, or below the last, it is the one whose middle is closest above; above all it is the first.
function nearest(list, block, y) {
  const rows = [...list.querySelectorAll(":scope > :is([data-item], [data-lanes])")].filter((one) => one !== block && itemOf(one, block));
  const middle = (one) => one.getBoundingClientRect().top + one.offsetHeight / 2;
  return rows.findLast((one) => middle(one) < y) ?? rows[0];
}

// A locked item goes to a time instead: as far into the other item as the pointer is, to five minutes.
function locked(block, fields, other, part) {
  if (!("locked" in block.dataset)) return fields;
  const minutes = Number(other.dataset.begins) + Math.round((Number(other.dataset.minutes) * part) / STEP) * STEP;
  const start = Math.min(minutes, 24 * 60 - STEP);
  return { ...fields, start: [Math.floor(start / 60), start % 60].map((each) => String(each).padStart(2, "0")).join(":") };
}
