// What stands around every page, in one file because it always comes together: the choice of light or dark, and the menus.

// [data-theme-switch]: keeps the chosen scheme in a cookie, which the server writes into <html> next time: no flash.
const YEAR = 365 * 24 * 60 * 60;

function apply(choice) {
  const root = document.documentElement;
  const age = choice ? YEAR : 0;
  document.cookie = `theme=${choice}; path=/; max-age=${age}; samesite=lax`;
  if (choice) root.dataset.theme = choice;
  else delete root.dataset.theme;
}

for (const control of document.querySelectorAll("[data-theme-switch]")) {
  control.hidden = false;
  control.addEventListener("change", (event) => apply(event.target.value));
}

// details[data-menu]: Escape, a click elsewhere or leaving by keyboard closes the panel.
for (const menu of document.querySelectorAll("details[data-menu]")) {
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}
