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
