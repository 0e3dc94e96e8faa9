// The agenda builder: each form of the board is sent in the background, and the board that comes back takes its place.
// Without this every button is a plain post. Keys and dragging do what the buttons do.
import { keys } from "./builder-keys.js";
import { drag } from "./builder-drag.js";
import { send } from "./builder-send.js";

const root = document.querySelector("[data-builder]");

root.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-edit]");
  if (!form) return;
  event.preventDefault();
  const fields = Object.fromEntries(new FormData(form));
  if (event.submitter?.name) fields[event.submitter.name] = event.submitter.value;
  send(root, fields);
});

// A link to an item, from the checks, leads the focus there too.
root.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#item-"]');
  if (link) document.getElementById(link.hash.slice(1))?.querySelector("summary").focus();
});

keys(root);
drag(root);
