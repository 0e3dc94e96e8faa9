// What the scripts say: the words of the shell's language, filled in; a sound, a buzz, and lines that screen readers hear.
const facts = JSON.parse(document.getElementById("room-facts").textContent);
export const { code, zone, places } = facts;
const locale = `${document.documentElement.lang}-u-nu-latn`; // digits as the server writes them, in Arabic too

// A name that runs the other way is kept apart from the sentence around it.
const RTL = /[\u0590-\u08ff\ufb1d-\ufefc]/;
const isolated = (text) => (!text.includes("\u2068") && (document.dir === "rtl" || RTL.test(text)) ? `\u2068${text}\u2069` : text);
export const joined = (parts) => parts.filter(Boolean).map(isolated).join(" · ");

export function word(name, values = {}) {
  const filled = (_all, key) => (typeof values[key] === "string" ? isolated(values[key]) : values[key]);
  return facts.words[name].replace(/\{(\w+)\}/g, filled);
}

const format = (options) => new Intl.DateTimeFormat(locale, { timeZone: zone, ...options });
const times = format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const days = format({ weekday: "long", day: "numeric", month: "long" });
const moments = format({ day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const dates = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });

export const time = (instant) => times.format(new Date(instant));
export const moment = (instant) => moments.format(new Date(instant));
export const today = (now) => dates.format(new Date(now));
export const dayName = (day) => days.format(new Date(`${day}T12:00:00Z`));

export function say(place, text, tone = "") {
  place.textContent = text;
  place.dataset.tone = tone;
}

// Fills a list anew only if `what` it shows changed: the keyboard stays where it stands. Says whether it did.
export function show(list, what, made) {
  const wanted = JSON.stringify(what);
  if (list.dataset.shown === wanted) return false;
  list.replaceChildren(...made());
  list.dataset.shown = wanted;
  return true;
}

let sound;
export function signal(isGood) {
  navigator.vibrate?.(isGood ? 80 : [80, 60, 80]);
  try {
    sound ??= new AudioContext();
    sound.resume();
    const [tone, loud] = [sound.createOscillator(), sound.createGain()];
    tone.frequency.value = isGood ? 880 : 330;
    loud.gain.value = 0.1;
    tone.connect(loud).connect(sound.destination);
    tone.start();
    tone.stop(sound.currentTime + 0.15);
  } catch {
    // A browser without sound still shows and buzzes.
  }
}

// randomUUID exists behind https and on localhost, where alone this page can be kept; elsewhere it is made by hand.
export function freshId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
