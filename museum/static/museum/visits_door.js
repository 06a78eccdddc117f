/* 门口: taps and groups are kept on this device at once and handed in when there is a connection, each
   once. Every one lies under a key of its own, so that two windows of one device do not overwrite each
   other. Without this script the buttons are plain forms. What is written of a group: visits_group.js.
   The page that a device keeps for when there is no connection (data-away) runs this too: it only
   keeps, and makes way for the real door as soon as that answers. */
const door = document.querySelector("[data-door]");
const state = door.querySelector("[data-state]");
const token = door.querySelector("[name=csrfmiddlewaretoken]")?.value;
const away = "away" in door.dataset;
const QUEUE = "museum.door.tap.";
const GROUPS = "museum.door.party.";
const MINE = "museum.door.mine";
const SERVER = "museum.door.server";
const AT_ONCE = 200;
const DAY = 24 * 60 * 60 * 1000;
let server = read();
let busy = false;
let again = false;
let news = false;
let signedOut = false;

function read() {
  if (away) return remembered();
  const found = { day: door.dataset.day };
  for (const each of door.querySelectorAll("[data-count]")) found[each.dataset.count] = Number(each.textContent);
  return found;
}

// The last counts that the museum told this device: figures alone, nobody's name.
function remembered() {
  try {
    return JSON.parse(localStorage.getItem(SERVER)) ?? {};
  } catch {
    return {};
  }
}

function learn(counts) {
  server = counts;
  try {
    localStorage.setItem(SERVER, JSON.stringify(counts));
  } catch {
    // Only for show.
  }
}

// Not crypto.randomUUID: a museum's own network has no https, and it is missing there.
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((each) => each.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

globalThis.museumDoor = { newKey };

// The museum's day, whatever zone the telephone is set to.
function today() {
  return new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai" }).format(new Date());
}

function waitingUnder(prefix) {
  const found = [];
  for (let n = 0; n < localStorage.length; n += 1) {
    const name = localStorage.key(n);
    if (!name.startsWith(prefix)) continue;
    try {
      found.push(JSON.parse(localStorage.getItem(name)));
    } catch {
      localStorage.removeItem(name);
    }
  }
  return found;
}

const groups = () => waitingUnder(GROUPS);

function queue() {
  return waitingUnder(QUEUE).sort((one, two) => one.at.localeCompare(two.at) || Boolean(one.cancels) - Boolean(two.cancels));
}

function mine() {
  try {
    return JSON.parse(localStorage.getItem(MINE)) ?? [];
  } catch {
    return [];
  }
}

function keep(tap) {
  try {
    localStorage.setItem(QUEUE + tap.key, JSON.stringify(tap));
    return true;
  } catch {
    state.textContent = state.dataset.full;
    return false;
  }
}

function count(kind) {
  const tap = { key: newKey(), kind, at: new Date().toISOString() };
  if (!keep(tap)) return;
  localStorage.setItem(MINE, JSON.stringify([...mine(), { ...tap, day: today() }].slice(-100)));
  navigator.vibrate?.(15);
  handIn();
  show();
}

function undo() {
  const taps = mine();
  const last = taps.pop();
  if (!last || last.day !== today()) {
    state.textContent = state.dataset.nothing;
    return;
  }
  if (!keep({ key: newKey(), kind: last.kind, at: new Date().toISOString(), cancels: last.key })) return;
  localStorage.setItem(MINE, JSON.stringify(taps));
  handIn();
  show();
}

function show() {
  const waiting = queue();
  const written = groups();
  const shown = server.day === today() ? { ...server } : { day: today(), adult: 0, child: 0, elder: 0, groups: 0, all: 0 };
  for (const tap of waiting) {
    const by = tap.cancels ? -1 : 1;
    shown[tap.kind] += by;
    shown.all += by;
  }
  for (const each of written) {
    shown.groups += Number(each.persons);
    shown.all += Number(each.persons);
  }
  for (const each of door.querySelectorAll("[data-count]")) each.textContent = shown[each.dataset.count];
  const words = signedOut ? state.dataset.signedOut : state.dataset.waiting;
  const many = waiting.length + written.length;
  door.toggleAttribute("data-offline", many > 0 && !busy);
  state.textContent = many ? (busy ? "" : words + many) : state.dataset.all;
}

async function handIn() {
  if (away) return goBack();
  if (busy) {
    again = true;
    return;
  }
  busy = true;
  again = false;
  let more = true;
  try {
    while (more) {
      const taps = queue().slice(0, AT_ONCE);
      const parties = groups().slice(0, AT_ONCE);
      if (!taps.length && !parties.length) break;
      const answer = await fetch(door.dataset.handIn, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token },
        body: JSON.stringify({ device: door.dataset.device, taps, groups: parties }),
      });
      // Signed out: Wagtail sends to its login page, which is no JSON, or Django refuses the token.
      signedOut = answer.redirected || answer.status === 403;
      if (signedOut || !answer.ok) break;
      const told = await answer.json();
      for (const key of told.taken) localStorage.removeItem(QUEUE + key);
      for (const key of told.written) localStorage.removeItem(GROUPS + key);
      news ||= told.written.length > 0;
      learn(told.counts);
      for (const each of parties.filter(({ key }) => told.asked.includes(key))) door.dispatchEvent(new CustomEvent("asked", { detail: each }));
      more = told.taken.length + told.written.length > 0;
    }
  } catch {
    // No connection: they stay here until the next try.
  } finally {
    busy = false;
    forget();
    show();
  }
  if (again) return handIn();
  // What was written of a group stands on the page itself, with the way to the rest of its slip.
  if (news && !isTyping()) location.reload();
}

// An undoing whose tap never came would wait for ever.
function forget() {
  const before = Date.now() - 40 * DAY;
  for (const tap of queue()) if (Date.parse(tap.at) < before) localStorage.removeItem(QUEUE + tap.key);
}

// The kept page makes way for the real one.
async function goBack() {
  if (isTyping()) return;
  try {
    const answer = await fetch(door.dataset.now);
    if (answer.ok || answer.redirected || answer.status === 403) location.replace(door.dataset.home);
  } catch {
    // Still away.
  }
}

function isTyping() {
  return [...door.querySelectorAll("[data-group] input[type=text], [data-group] input[type=number]")].some((each) => each.value);
}

async function look() {
  if (away || news || queue().length || groups().length) return handIn();
  try {
    const answer = await fetch(door.dataset.now);
    if (!answer.ok || answer.redirected) return;
    const told = await answer.json();
    if (!queue().length && !groups().length && !busy) learn(told.counts);
    if (told.counts.day !== door.dataset.day && !isTyping()) return location.reload();
    show();
  } catch {
    // Looked at again in a while.
  }
}

door.addEventListener("submit", (event) => {
  const kind = event.target.dataset.tap;
  if (!kind) return;
  event.preventDefault();
  if (kind === "undo") undo();
  else count(kind);
});
// Over plain http nothing stands in for a page that is loaded again without a connection.
window.addEventListener("beforeunload", (event) => {
  if (!navigator.onLine && !navigator.serviceWorker?.controller) event.preventDefault();
});
navigator.serviceWorker?.register(door.dataset.worker).catch(() => {});
door.addEventListener("written", () => {
  handIn();
  show();
});
door.addEventListener("full", () => (state.textContent = state.dataset.full));
window.addEventListener("online", handIn);
window.addEventListener("storage", show);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && look());
setInterval(look, 20_000);

show();
handIn();
