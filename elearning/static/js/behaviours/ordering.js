// An ordering can be answered by giving each item its place; with scripts two buttons beside it move it up and down.
// Every move gives all items their places, says where the item is now, and leaves the focus on its button.
function button(list, item, direction, sign) {
  const made = document.createElement("button");
  const label = item.querySelector("label").textContent.trim();
  made.type = "button";
  made.className = "button";
  made.textContent = sign;
  made.setAttribute("aria-label", list.dataset[direction < 0 ? "wordAhead" : "wordBack"].replace("ITEM", label));
  made.addEventListener("click", () => move(list, item, direction, made));
  return made;
}

function number(list) {
  [...list.children].forEach((item, place) => { item.querySelector("select").value = String(place + 1); });
}

function move(list, item, direction, pressed) {
  const other = direction < 0 ? item.previousElementSibling : item.nextElementSibling;
  if (other && direction < 0) other.before(item);
  else if (other) other.after(item);
  number(list);
  pressed.focus();
  const places = list.children.length;
  const place = [...list.children].indexOf(item) + 1;
  list.nextElementSibling.textContent = list.dataset.wordMoved.replace("PLACE", place).replace("TOTAL", places);
  item.querySelector("select").dispatchEvent(new Event("change", { bubbles: true }));
}

// What was answered elsewhere (another tab, another device) is put in its order too. An element that is moved loses the focus.
export function arrange(list) {
  const place = (item) => Number(item.querySelector("select").value);
  const items = [...list.children];
  const ordered = [...items].sort((one, other) => place(one) - place(other));
  if (!items.every(place) || ordered.every((item, at) => item === items[at])) return;
  const focused = document.activeElement;
  list.append(...ordered);
  if (list.contains(focused)) focused.focus({ preventScroll: true });
}

for (const list of document.querySelectorAll("[data-ordering]")) {
  const said = document.createElement("p");
  said.className = "visually-hidden";
  said.setAttribute("aria-live", "polite");
  list.after(said);
  for (const item of list.children) {
    const group = document.createElement("div");
    group.dataset.move = "";
    item.append(group);
    group.append(item.querySelector("select"), button(list, item, -1, "↑"), button(list, item, 1, "↓"));
  }
}
