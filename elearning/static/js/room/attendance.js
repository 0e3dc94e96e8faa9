// The attendance of one checkpoint: recording by camera, code or name, what is known of everybody, taking back, head counts.
import { put } from "./base.js";
import { scan } from "./camera.js";
import { decider } from "./decide.js";
import { asCode, byCode, current, search } from "./people.js";
import { roll } from "./roll.js";
import { freshId, joined, moment, say, show, signal, word } from "./said.js";

const AGAIN = 5000; // a badge that stays before the camera is one scan, also beside another one
const LAST = 3;

export function attendance(root, room, changed) {
  const at = (name) => root.querySelector(`[data-${name}]`);
  const [select, said, found, none] = ["checkpoint", "said", "found", "none"].map(at);
  const verb = () => root.querySelector("[name=verb]:checked").value;
  const now = () => Date.now() + room.skew;
  const chosen = () => room.roster.checkpoints.find((each) => each.key === select.value) ?? current(room.roster.checkpoints, now(), verb());
  const nameOf = (event) => room.roster.people.find((person) => person.id === event.person)?.name ?? event.badge;
  const about = (person) => joined([person.id, person.office, person.group && word("group", { group: person.group })]);
  const lists = roll(root, room, about, (person) => decide(person));
  const decide = decider(at("decide"), { about, keep, chosen, status: lists.status });

  // On the device before it is shown: what is shown as kept is kept.
  async function keep(event, person, sentence, details = "") {
    const row = { id: freshId(), at: new Date().toISOString(), checkpoint: chosen()?.key ?? "", value: "", minutes: null, reason: "", voids: null, ...event };
    if (person) [row.badge, row.person] = [person.badge || person.id, person.id];
    const isKept = await put("events", row).then(() => true, () => false);
    const place = select.value && event.verb !== "void" ? label(chosen()) : ""; // a choice that is easily forgotten
    const tone = isKept && (person || event.verb === "void") ? "good" : isKept ? "warn" : "bad";
    tell(isKept ? sentence : word("full"), tone, joined([details, place]));
    if (isKept) await changed();
  }

  function tell(sentence, tone, details) {
    const [first, second] = [document.createElement("strong"), document.createElement("span")];
    [first.textContent, second.textContent] = [sentence, details];
    said.replaceChildren(first, second);
    said.dataset.tone = tone;
    if (tone) signal(tone === "good");
  }

  function record(text) {
    const code = asCode(text);
    if (!code) return undefined;
    const person = byCode(room.roster.people, code);
    if (!person) return keep({ verb: verb(), badge: code, person: "" }, null, word("unknown", { code }));
    const photo = word(person.photo ? "photo_yes" : "photo_no");
    return keep({ verb: verb() }, person, word(verb() === "in" ? "came" : "went", { name: person.name }), joined([about(person), photo]));
  }

  at("code").addEventListener("submit", (event) => {
    event.preventDefault();
    const input = event.target.elements.code;
    record(input.value);
    input.value = "";
    input.focus();
  });
  at("search").addEventListener("input", renderFound);
  root.addEventListener("change", ({ target }) => (target === select || target.name === "verb") && render());
  at("last").addEventListener("click", ({ target }) => {
    const event = room.events.find((each) => each.id === target.dataset.event);
    looked.clear(); // whoever was taken back may be scanned again at once
    if (event) keep({ verb: "void", voids: event.id, badge: event.badge, person: event.person, checkpoint: event.checkpoint }, null, word("taken_back", { what: nameOf(event) }));
  });
  at("heads").addEventListener("submit", async (event) => {
    event.preventDefault();
    const [heads, checkpoint] = [Number(event.target.elements.heads.value), chosen()];
    if (!checkpoint || !Number.isInteger(heads)) return;
    const row = { id: freshId(), checkpoint: checkpoint.key, heads, at: new Date().toISOString() };
    event.target.reset(); // before anything takes its time: sent twice is counted once
    const isKept = await put("heads", row).then(() => true, () => false);
    say(at("counted"), isKept ? word("heads", { heads, ...lists.figures() }) : word("full"));
    if (isKept) await changed();
  });

  let stop;
  const camera = at("camera");
  const looked = new Map();
  const look = (text) => {
    const deed = [verb(), chosen()?.key, text].join(" ");
    const isSame = performance.now() - looked.get(deed) < AGAIN;
    looked.set(deed, performance.now());
    if (!isSame) record(text);
  };
  const showCamera = () => {
    camera.setAttribute("aria-pressed", Boolean(stop));
    camera.textContent = word(stop ? "stop" : "scan");
  };
  const lost = () => {
    stop = undefined;
    tell(word("camera_off"), "", "");
    showCamera();
  };
  camera.addEventListener("click", async () => {
    camera.disabled = true;
    try {
      if (stop) stop = stop();
      else stop = await scan(root.querySelector("video"), look, lost);
      if (stop) camera.scrollIntoView({ block: "start" }); // what is said and what is seen, below each other on a telephone
      tell(word(stop ? "camera_on" : "camera_off"), "", "");
    } catch {
      tell(word("camera_none"), "warn", "");
    }
    camera.disabled = false;
    showCamera();
  });

  const label = (each) => joined([moment(each.starts_at), each.code === each.key ? "" : each.code, each.title]);
  function renderSelect() {
    const now_ = current(room.roster.checkpoints, now(), verb());
    const options = [["", now_ ? word("now", { name: label(now_) }) : word("nothing_now")], ...room.roster.checkpoints.map((each) => [each.key, label(each)])];
    const before = select.value;
    show(select, options, () => options.map(([value, text]) => new Option(text, value, false, value === before)));
  }

  function renderFound() {
    const text = at("search").value;
    const people = search(room.roster.people, text);
    const isIn = found.contains(document.activeElement);
    if (show(found, people.map((person) => `${person.id} ${lists.status(person)}`), () => people.map((person) => lists.line(person))) && isIn) at("search").focus();
    say(none, text.trim() && !people.length ? word("no_name") : "");
  }

  function renderLast() {
    const voided = new Set(room.events.map((event) => event.voids));
    const kept = room.events.filter((event) => event.verb !== "void" && !voided.has(event.id));
    const newest = kept.sort((one, other) => Date.parse(other.at) - Date.parse(one.at)).slice(0, LAST);
    const names = { in: "came", out: "went" };
    show(at("last"), newest.map((event) => event.id), () => newest.map((event) => {
      const line = at("undo").content.cloneNode(true);
      const what = event.verb === "set" ? `${nameOf(event)}: ${word(event.value)}` : word(names[event.verb], { name: nameOf(event) });
      line.querySelector("button").textContent = word("take_back", { what });
      line.querySelector("button").dataset.event = event.id;
      return line;
    }));
  }

  function render() {
    renderSelect();
    const checkpoint = chosen();
    at("heading").textContent = checkpoint ? label(checkpoint) : "";
    lists.render(checkpoint);
    renderFound();
    renderLast();
  }
  return render;
}
