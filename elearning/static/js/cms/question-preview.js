// Shows beside the form of a question what learners would see of it, as it is being written. It asks only while the
// panel is open; where there is no script, the saved question has a page of its own that shows it.
const frame = document.querySelector("[data-question-preview]");
const PAUSE = 600;
const [LOWEST, HIGHEST] = [240, 2400];
const WIDE = "(min-width: 80em)";
const REMEMBERED = "wagtail:side-panel-open"; // where Wagtail keeps which panel was open
let waiting;
let asking;

function start() {
  const panel = frame.parentElement;
  const form = document.querySelector("[data-edit-form]");
  const status = panel.querySelector("[data-word-failed]");
  const said = status.textContent;

  async function show() {
    if (!frame.checkVisibility()) return;
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(frame.dataset.questionPreview, {
        method: "POST",
        body: asked(),
        signal: asking.signal,
      });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      frame.srcdoc = await answer.text();
      status.textContent = said;
    } catch (fault) {
      if (fault.name !== "AbortError") status.textContent = status.dataset.wordFailed;
    }
  }

  // What stands in the form, and how it is to be shown: the choices of the panel are no part of the form.
  function asked() {
    const data = new FormData(form);
    for (const each of panel.querySelectorAll("select, :checked[type=checkbox]")) data.set(each.name, each.value);
    return data;
  }

  function soon() {
    clearTimeout(waiting);
    waiting = setTimeout(show, PAUSE);
  }

  for (const place of [form, panel]) {
    place.addEventListener("input", soon);
    place.addEventListener("change", soon);
  }
  panel.querySelector("button").addEventListener("click", show);
  frame.addEventListener("load", fit);
  new IntersectionObserver((seen) => seen.at(-1).isIntersecting && show()).observe(frame);
  addEventListener("load", openOnce);
}

// As high as what it shows, so that there is one bar to scroll by.
function fit() {
  const height = frame.contentDocument?.documentElement.scrollHeight ?? LOWEST;
  frame.height = Math.min(Math.max(height + 4, LOWEST), HIGHEST);
}

// Where there is room for it, the panel is open until its author closes it.
function openOnce() {
  const toggle = document.querySelector('[data-side-panel-toggle="live"]');
  if (toggle && matchMedia(WIDE).matches && localStorage.getItem(REMEMBERED) === null) toggle.click();
}

if (frame) start();
