// What this telephone holds until the museum has it: photographs, each with the account that took it and the
// page it belongs to. IndexedDB alone keeps files; where a browser has none, the page itself is the
// only place, as before. Nothing here is a copy of what the museum has: it goes when it has arrived.
const LONGEST = 7 * 24 * 60 * 60 * 1000;
const OLD = 3 * 24 * 60 * 60 * 1000;
const who = document.querySelector("[data-account]");
const account = who?.dataset.account;
const STORES = ["photos", "things"];
let opened;
let chosen = 0; // several photographs are chosen in one moment, and have an order all the same

function open() {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open("museum", 1);
    asked.onupgradeneeded = () => STORES.forEach((store) => asked.result.createObjectStore(store, { keyPath: "key" }));
    asked.onsuccess = () => {
      asked.result.onclose = () => { opened = undefined; };
      resolve(asked.result);
    };
    asked.onerror = () => reject(asked.error);
  });
  return opened;
}

async function within(store, mode, act) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const all = database.transaction(store, mode);
    const asked = act(all.objectStore(store));
    all.oncomplete = () => resolve(asked.result);
    all.onabort = () => reject(all.error);
  });
}

// Rejects where the telephone is full.
function keep(photo) {
  return within("photos", "readwrite", (photos) => photos.put({ place: location.pathname, at: Date.now() + (chosen++ % 1000) / 1000, ...photo, account }));
}

function forget(key) {
  return within("photos", "readwrite", (photos) => photos.delete(key)).catch(() => {});
}

// Oldest first.
async function mine(store) {
  const all = await within(store, "readonly", (rows) => rows.getAll()).catch(() => []);
  return all.filter((each) => each.account === account).sort((one, other) => one.at - other.at);
}

const waiting = () => mine("photos");
const things = () => mine("things");

// A thing that was written down without a connection (one_waiting.js).
function keepThing(thing) {
  return within("things", "readwrite", (rows) => rows.put({ at: Date.now(), ...thing, account }));
}

function forgetThing(key) {
  return within("things", "readwrite", (rows) => rows.delete(key)).catch(() => {});
}

// Of an account that signed out nothing stays, nor what belongs to no thing and waited for a week.
async function forgetOf(gone) {
  for (const store of STORES) {
    for (const each of await within(store, "readonly", (rows) => rows.getAll()).catch(() => [])) {
      const isGivenUp = store === "photos" && !each.thing && !(Date.now() - each.at < LONGEST);
      if (each.account === gone || isGivenUp) await within(store, "readwrite", (rows) => rows.delete(each.key)).catch(() => {});
    }
  }
  if (gone) await globalThis.caches?.delete("museum.one");
}

// Not crypto.randomUUID: a museum's own network has no https, and it is missing there.
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((each) => each.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

const isOld = ({ at }) => Date.now() - at >= OLD;

function said(words, values) {
  return words.replace(/\{(\w+)\}/g, (_all, name) => values[name]);
}

globalThis.museumPhone = { account, keep, forget, waiting, forgetOf, things, keepThing, forgetThing, newKey, isOld, said };

function megabytes(photos) {
  return Math.max(photos.length ? 1 : 0, Math.round(photos.reduce((sum, each) => sum + each.file.size, 0) / 2 ** 20));
}

// The first page says what still waits in this telephone, and where to go on.
async function tell() {
  const home = document.querySelector(".desk-home");
  if (!home || !account) return;
  const [photos, written] = [await waiting(), await things()];
  const oldest = [...written, ...photos].sort((one, other) => one.at - other.at)[0];
  if (!oldest) return;
  const days = Math.floor((Date.now() - oldest.at) / (24 * 60 * 60 * 1000));
  const bar = document.createElement("p");
  bar.className = "honest honest-waiting desk-in-phone";
  const words = document.createElement("span");
  const link = Object.assign(document.createElement("a"), { href: photos[0]?.place ?? who.dataset.phoneThingsAt, textContent: who.dataset.phoneGoOn });
  const sentence = document.createElement(isOld(oldest) ? "strong" : "span");
  sentence.textContent = said(isOld(oldest) ? who.dataset.phoneOld : who.dataset.phoneWaiting,
    { things: written.length, count: photos.length, size: megabytes(photos), days });
  words.append(sentence, " ", link);
  bar.append(words);
  home.prepend(bar);
}

// Whoever signs out is asked first, for what waits goes along.
let isAsked = false;
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!account || isAsked || !new URL(form.action, location).pathname.endsWith("/logout/")) return;
  event.preventDefault();
  const [photos, written] = [await waiting(), await things()];
  isAsked = true;
  if (!photos.length && !written.length) return form.requestSubmit();
  const asks = document.createElement("dialog");
  asks.className = "desk-cover";
  const sentence = document.createElement("p");
  sentence.textContent = said(who.dataset.phoneLeaving, { things: written.length, count: photos.length, size: megabytes(photos) });
  const stay = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: who.dataset.phoneStay });
  const leave = Object.assign(document.createElement("button"), { type: "button", className: "button button-secondary", textContent: who.dataset.phoneLeave });
  asks.onclose = () => { isAsked = false; asks.remove(); };
  stay.onclick = () => { isAsked = false; asks.close(); };
  leave.onclick = () => {
    if (leave.dataset.sure === undefined) {
      leave.dataset.sure = "";
      leave.textContent = who.dataset.phoneSure;
    } else form.requestSubmit();
  };
  const acts = document.createElement("p");
  acts.className = "desk-acts";
  acts.append(stay, leave);
  asks.append(sentence, acts);
  document.body.append(asks);
  asks.showModal();
}, true);

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", tell);
else tell();
