// On a shared device: says to the server that somebody is here, and shows the page that says so when nobody was.
const bar = document.querySelector("[data-shared-device]");
if (bar) {
  const idle = Number(bar.dataset.idle) * 1000;
  let touched = Date.now();
  let told = Date.now();
  const tell = async () => {
    told = Date.now();
    const answer = await fetch(bar.dataset.here, { cache: "no-store" }).catch(() => null);
    if (answer?.status === 401 || answer?.redirected) leave();
  };
  // Where the server's word to the browser is not heard (a site without https), what scripts keep goes here.
  const forget = () => {
    localStorage.clear();
    sessionStorage.clear();
  };
  const leave = () => {
    forget();
    location.replace(bar.dataset.over);
  };
  bar.addEventListener("submit", forget);
  const touch = () => {
    touched = Date.now();
    if (touched - told > 60_000) tell();
  };
  for (const kind of ["pointerdown", "keydown", "scroll"]) addEventListener(kind, touch, { passive: true });
  setInterval(() => {
    if (Date.now() - Math.max(touched, told) > idle + 5000) leave();
  }, 15_000);
}
