// Signing in again without leaving the quiz: the sign-in page in a dialog, so that passkeys and second factors work too.
const dialog = document.querySelector("[data-sign-in]");
let after;

// Opens the dialog once; what was waiting is done when the person is signed in. Closed by hand, it comes again with the next answer.
export function signIn(done) {
  after = done;
  if (!dialog || dialog.open) return;
  const frame = dialog.querySelector("iframe");
  frame.src = frame.dataset.src;
  dialog.showModal();
}

dialog?.querySelector("iframe").addEventListener("load", ({ target }) => {
  if (target.contentWindow.location.pathname !== dialog.dataset.signIn) return;
  target.removeAttribute("src");
  dialog.close();
  after?.();
});
