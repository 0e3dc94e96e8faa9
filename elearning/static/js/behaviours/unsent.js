// Says beside an open quiz how many of its answers wait on this device to be sent.
import { waiting } from "./quiz-queue.js";

for (const line of document.querySelectorAll("[data-unsent]")) {
  const places = new Set((await waiting(line.dataset.unsent)).map((entry) => entry.position));
  line.textContent = line.dataset.word.replace("COUNT", places.size);
  line.hidden = !places.size;
}
