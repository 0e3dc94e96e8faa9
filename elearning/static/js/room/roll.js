// Everybody at one checkpoint: who is present, late, not yet there, and how many.
import { fold, shown } from "./fold.js";
import { itemsFor } from "./people.js";
import { joined, show, word } from "./said.js";

const LISTS = { present: "present", late: "late", partial: "late", unclear: "late", unseen: "unseen", absent: "absent", excused: "absent" };

export function roll(root, room, about, open) {
  const shape = root.querySelector("[data-person]");
  let statuses = new Map();
  let expected = 0;

  function line(person, status = statuses.get(person.id)?.status) {
    const item = shape.content.cloneNode(true).firstElementChild;
    item.querySelector("[data-name]").textContent = person.name;
    item.querySelector("[data-about]").textContent = joined([about(person), status && word(status)]);
    item.querySelector("button").addEventListener("click", () => open(person));
    item.dataset.id = person.id;
    item.dataset.status = status ?? "";
    return item;
  }

  // What this device did about each person here, with what took it back, by the server's clock.
  function ownEvents(checkpoint) {
    const own = new Map();
    const byId = new Map(room.events.map((event) => [event.id, event]));
    for (const event of room.events) {
      const about_ = event.verb === "void" ? byId.get(event.voids) : event;
      if (about_?.checkpoint !== checkpoint.key || !about_.person) continue;
      const at = new Date(Date.parse(event.at) + room.skew).toISOString();
      own.set(about_.person, [...(own.get(about_.person) ?? []), { ...event, at }]);
    }
    return own;
  }

  function known(checkpoint) {
    const [own, seen] = [ownEvents(checkpoint), new Map()];
    for (const [status, ids] of Object.entries(room.roster.seen[checkpoint.key] ?? {})) for (const id of ids) seen.set(id, status);
    const asOf = Date.parse(room.roster.now);
    return new Map(room.roster.people.map((person) => {
      const events = own.get(person.id) ?? [];
      const isFresh = events.some((event) => !event.kept_at || Date.parse(event.kept_at) > asOf);
      const mine = fold(events, itemsFor(checkpoint, person), room.roster.late_after);
      return [person.id, { status: shown(mine, seen.get(person.id), isFresh), left: isFresh && mine.left }];
    }));
  }

  function put(list, people) {
    const [box, count] = [list.querySelector("ul"), list.querySelector("[data-count]")];
    count.textContent = people.length;
    const isIn = box.contains(document.activeElement);
    const what = people.map((person) => [person.id, statuses.get(person.id).status]);
    if (show(box, what, () => people.map((person) => line(person))) && isIn) list.querySelector("summary").focus();
  }

  return {
    line,
    status: (person) => statuses.get(person.id)?.status ?? "unseen",
    figures: () => ({
      present: [...statuses.values()].filter((one) => ["present", "late"].includes(one.status) && !one.left).length,
      people: expected,
    }),
    render(checkpoint) {
      const people = room.roster.people;
      statuses = checkpoint ? known(checkpoint) : new Map(people.map((person) => [person.id, { status: "unseen", left: false }]));
      const meant = people.filter((person) => !checkpoint || itemsFor(checkpoint, person).length || statuses.get(person.id).status !== "unseen");
      expected = people.filter((person) => !checkpoint || itemsFor(checkpoint, person).length).length;
      for (const list of root.querySelectorAll("[data-list]")) {
        put(list, meant.filter((person) => LISTS[statuses.get(person.id).status] === list.dataset.list));
      }
    },
  };
}
