// Finding somebody of the roster: by a code however it was typed or scanned, by a part of a name, office or number. Pure.
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

// Codes have neither spaces nor dashes, and no small letters; a badge may carry an address that ends with its code.
export function asCode(text) {
  const last = text.trim().split(/[/?=#]/).filter(Boolean).at(-1) ?? "";
  return last.replace(/[\s\p{Pd}\p{Cf}]/gu, "").toUpperCase().slice(0, 80);
}

export function byCode(people, code) {
  const short = code.replace(/^([A-Z]+)0*(\d+)$/, "$1$2");
  const matches = (person) => [person.badge, person.id].includes(code) || person.id.replace(/^([A-Z]+)0*(\d+)$/, "$1$2") === short;
  return people.find(matches);
}

export function search(people, text, most = 12) {
  const words = plain(text).split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const fits = (person) => {
    const all = plain(`${person.name} ${person.office} ${person.id} ${person.badge}`);
    return words.every((word) => all.includes(word));
  };
  return people.filter(fits).slice(0, most);
}

// For whom a checkpoint is meant: those of whose group, or of everybody's, it has an item.
export const itemsFor = (checkpoint, person) => checkpoint.items.filter((item) => !item.group || item.group === person.group);

// The checkpoint that scans belong to: coming in counts for what begins within ten minutes, going out for what has begun.
export function current(checkpoints, now, verb) {
  const reach = verb === "out" ? 0 : 10 * 60000;
  return checkpoints.findLast((each) => Date.parse(each.starts_at) <= now + reach) ?? checkpoints[0];
}
