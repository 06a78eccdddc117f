// What this telephone holds until the museum has it: photographs, each with the account that took it and the
// page it belongs to. IndexedDB alone keeps files; where a browser has none, the page itself is the
// only place, as before. Nothing here is a copy of what the museum has: it goes when it has arrived.
const LONGEST = 7 * 24 * 60 * 60 * 1000;
const OLD = 3 * 24 * 60 * 60 * 1000;
const who = document.querySelector("[data-account]");
const account = who?.dataset.account;
let opened;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open("museum", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("photos", { keyPath: "key" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  return opened;
}

async function within(mode, act) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const all = database.transaction("photos", mode);
    const asked = act(all.objectStore("photos"));
    all.oncomplete = () => resolve(asked.result);
    all.onabort = () => reject(all.error);
  });
}

// Rejects where the telephone is full.
function keep(photo) {
  return within("readwrite", (photos) => photos.put({ ...photo, account, place: location.pathname, at: Date.now() }));
}

function forget(key) {
  return within("readwrite", (photos) => photos.delete(key)).catch(() => {});
}

// Oldest first.
async function waiting() {
  const all = await within("readonly", (photos) => photos.getAll()).catch(() => []);
  return all.filter((each) => each.account === account).sort((one, other) => one.at - other.at);
}

async function forgetOf(gone) {
  const all = await within("readonly", (photos) => photos.getAll()).catch(() => []);
  for (const each of all) if (each.account === gone || !(Date.now() - each.at < LONGEST)) await forget(each.key);
}

globalThis.museumPhone = { account, keep, forget, waiting, forgetOf };

function megabytes(photos) {
  return Math.max(1, Math.round(photos.reduce((sum, each) => sum + each.file.size, 0) / 2 ** 20));
}

function said(words, values) {
  return words.replace(/\{(\w+)\}/g, (_all, name) => values[name]);
}

// The first page says what still waits in this telephone, and where to go on.
async function tell() {
  const home = document.querySelector(".desk-home");
  if (!home || !account) return;
  const photos = await waiting();
  if (!photos.length) return;
  const days = Math.floor((Date.now() - photos[0].at) / (24 * 60 * 60 * 1000));
  const bar = document.createElement("p");
  bar.className = "honest honest-waiting desk-in-phone";
  const words = document.createElement("span");
  const link = Object.assign(document.createElement("a"), { href: photos[0].place, textContent: who.dataset.phoneGoOn });
  const isOld = Date.now() - photos[0].at >= OLD;
  const sentence = document.createElement(isOld ? "strong" : "span");
  sentence.textContent = said(isOld ? who.dataset.phoneOld : who.dataset.phoneWaiting,
    { count: photos.length, size: megabytes(photos), days });
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
  const photos = await waiting();
  isAsked = true;
  if (!photos.length) return form.requestSubmit();
  const asks = document.createElement("dialog");
  asks.className = "desk-cover";
  const sentence = document.createElement("p");
  sentence.textContent = said(who.dataset.phoneLeaving, { count: photos.length, size: megabytes(photos) });
  const stay = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: who.dataset.phoneStay });
  const leave = Object.assign(document.createElement("button"), { type: "button", className: "button button-secondary", textContent: who.dataset.phoneLeave });
  stay.onclick = () => { isAsked = false; asks.remove(); };
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
