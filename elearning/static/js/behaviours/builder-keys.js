// Keys for an item of the board that has the focus; for each there is a button in the item too.
import { send } from "./builder-send.js";

const clock = (minutes) => [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");

export function keys(root) {
  document.addEventListener("keydown", (event) => {
    if (isUndo(event) && !event.target.closest("input, textarea, select")) {
      event.preventDefault();
      send(root, { do: event.shiftKey || letter(event) === "y" ? "redo" : "undo" });
    }
  });
  root.addEventListener("keydown", (event) => {
    const block = event.target.matches("summary") && event.target.closest("[data-item]");
    if (!block) return;
    const deed = deedOf(root, block, event);
    const leaves = event.altKey && event.key.startsWith("Arrow"); // the browser would go to the page before
    if (deed || leaves) event.preventDefault();
    if (!deed) return;
    if (deed.focus) deed.focus.focus();
    if (deed.do) send(root, { item: block.dataset.item, ...deed }, { item: block.dataset.item, control: "summary" });
  });
}

// By the sign on the key; where the keyboard is not a Latin one, by its place.
const letter = (event) => (/^[a-z]$/i.test(event.key) ? event.key : event.code.replace("Key", "")).toLowerCase();
const isUndo = (event) => (event.ctrlKey || event.metaKey) && !event.altKey && ["z", "y"].includes(letter(event));

function deedOf(root, block, event) {
  if (event.ctrlKey || event.metaKey) return null;
  const across = { ArrowLeft: -1, ArrowRight: 1 }[event.key] * (getComputedStyle(root).direction === "rtl" ? -1 : 1);
  const along = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  const isOff = "off" in block.dataset;
  if (along && !event.altKey) return { focus: neighbour(root, block, along) };
  if (across && event.altKey && !event.shiftKey) return toDay(root, block, across);
  if (isOff) return null;
  if (along) return { do: along < 0 ? "earlier" : "later" };
  if (across && event.altKey) return toLane(block, across);
  if (event.altKey) return null;
  if (letter(event) === "l") return { do: "locked" in block.dataset ? "unlock" : "lock" };
  return { "+": { do: "longer" }, "=": { do: "longer" }, "-": { do: "shorter" }, Delete: { do: "unschedule" } }[event.key];
}

function neighbour(root, block, along) {
  const all = [...root.querySelectorAll("[data-item]")];
  return (all[all.indexOf(block) + along] ?? block).querySelector("summary");
}

// Beside the first day lies what is unscheduled; on another day the item keeps its time of the day, as far as the flow lets it.
function toDay(root, block, across) {
  const days = [...root.querySelectorAll("[data-day]")];
  const at = days.indexOf(block.closest("[data-day]")) + across;
  if (at === -1 && !("off" in block.dataset)) return { do: "unschedule" };
  if (!days[at]) return null;
  return { do: "move", day: days[at].dataset.day, start: "off" in block.dataset ? undefined : clock(Number(block.dataset.begins)) };
}

function toLane(block, across) {
  const lane = Number(block.closest("[data-lane]").dataset.lane) + across;
  return lane >= 0 ? { do: "move", day: block.closest("[data-day]").dataset.day, lane } : null;
}
