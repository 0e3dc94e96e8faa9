// [data-prepare]: prepares this device: the server makes its secret, which is kept here and nowhere else.
import { begin, fact, setFacts } from "./base.js";

for (const form of document.querySelectorAll("[data-prepare]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const [button, fault] = [form.querySelector("button"), form.querySelector("[role=alert]")];
    button.disabled = true;
    fault.hidden = true;
    try {
      begin(form.dataset.code);
      await fact("token"); // where nothing can be stored, no device is made
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
      const said = await answer.json().catch(() => ({}));
      if (!said.token) throw Object.assign(new Error(), { said: said.fault });
      await setFacts({ token: said.token, wiped: null });
      location.assign(said.app);
    } catch (error) {
      fault.textContent = error.said || form.dataset.fault;
      fault.hidden = false;
      button.disabled = false;
    }
  });
}
