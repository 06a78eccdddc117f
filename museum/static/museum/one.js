/* 收一件: one question on a screen. The five words are the way and the way back; the telephone's own
   "back" goes back a step. Without this script the five stand below one another. */
const form = document.querySelector("[data-one]");
const steps = [...form.querySelectorAll("[data-step]")];
const nav = form.querySelector("[data-steps]");
const on = form.querySelector("[data-on-button]");
const save = form.querySelector("[data-save]");
const honest = form.querySelector("[data-honest-foot]");
const kept = honest.textContent;
const photos = form.querySelector("[data-photos]");
let furthest = 0;
let now = 0;
let isAsking = false;

function words() {
  const list = nav.querySelector("ol");
  list.replaceChildren(...steps.map((step, at) => {
    const item = document.createElement("li");
    const word = document.createElement(at <= furthest ? "a" : "span");
    if (at <= furthest) word.href = `#${step.dataset.step}`;
    if (at === now) word.setAttribute("aria-current", "step");
    word.textContent = step.dataset.word;
    item.append(word);
    return item;
  }));
}

function show(at, { focus = true } = {}) {
  now = at;
  isAsking = false;
  furthest = Math.max(furthest, at);
  steps.forEach((step, each) => { step.hidden = each !== at; });
  const isLast = at === steps.length - 1;
  on.hidden = isLast;
  save.hidden = !isLast;
  on.textContent = steps[at].dataset.on ?? "";
  words();
  tell();
  if (!focus) return;
  steps[at].querySelector("h2").focus({ preventScroll: true });
  window.scrollTo(0, 0);
}

function go(at) {
  if (at >= steps.length || at === now) return;
  history.pushState(null, "", `#${steps[at].dataset.step}`);
  show(at);
}

function fromAddress() {
  const at = steps.findIndex((step) => `#${step.dataset.step}` === location.hash);
  return at < 0 ? 0 : at;
}

// While photographs go up, the foot says so on every step.
function tell() {
  if (isAsking) return;
  const told = photos.querySelector("[data-honest]");
  const isGoing = photos.dataset.isGoing !== undefined && steps[now] !== photos.closest("[data-step]");
  const sentence = isGoing ? told.textContent : kept;
  if (honest.textContent !== sentence) honest.textContent = sentence;
  honest.className = isGoing ? told.className : "honest";
}

// What is easily asked while they still stand there is asked once; a second tap goes on.
const asked = new Set();
const isSeen = (each) => each && each.getClientRects().length > 0;
function missing(step) {
  if (step.dataset.step === "who") {
    const naming = step.querySelector(".naming-asked");
    if (!step.querySelector("[name='brought-pick']:checked") && !form.elements["brought-name"].value.trim()) return form.elements["brought-name"];
    return isSeen(naming) && !naming.querySelector(":checked") ? naming : null;
  }
  if (step.dataset.step === "name") {
    const title = step.querySelector("[name$='-title']");
    return title.value.trim() ? null : title;
  }
  const ways = step.querySelector(".options");
  return ways && !ways.querySelector(":checked") ? ways : null;
}

on.addEventListener("click", () => {
  const first = missing(steps[now]);
  if (!first || asked.has(now)) return go(now + 1);
  asked.add(now);
  isAsking = true;
  honest.textContent = steps[now].dataset.asks;
  honest.className = "honest honest-waiting";
  first.scrollIntoView({ block: "center" });
  first.focus({ preventScroll: true });
});
window.addEventListener("popstate", () => show(fromAddress()));

nav.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link) return;
  event.preventDefault();
  go(steps.findIndex((step) => `#${step.dataset.step}` === link.hash));
});

// Enter goes on; it hands nothing in.
form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || !event.target.matches("input:not([type=file])")) return;
  event.preventDefault();
  if (now < steps.length - 1) go(now + 1);
});

// A name that is typed is somebody else than whoever came before.
form.elements["brought-name"].addEventListener("input", ({ target }) => {
  const before = form.querySelector(".pick-again [name='brought-pick']");
  if (before && target.value.trim()) before.checked = false;
});

// Somebody new is asked about only when nobody who is known was meant.
const pick = form.querySelector(".pick");
function look() {
  const isNew = form.querySelector("[name='brought-pick'][value='new']:checked");
  const isKnown = form.querySelector("[name='brought-pick']:checked:not([value='new'])");
  const isTyped = form.elements["brought-name"].value.trim() && !pick.querySelector("[name='brought-pick']");
  pick.toggleAttribute("data-new", Boolean(isNew || (isTyped && !isKnown) || pick.querySelector("[data-refused]")));
}
pick.addEventListener("input", look);
form.addEventListener("kept-again", look);
new MutationObserver(look).observe(pick.querySelector("[data-matches]"), { childList: true });

form.addEventListener("change", ({ target }) => {
  if (!target.closest(".pick-again") || target.name !== "brought-pick") return;
  form.elements["brought-name"].value = "";
  pick.querySelector("[data-matches]").replaceChildren();
});

// Whoever is known and has said how to be named needs nothing more on this screen.
let tapped = 0;
form.addEventListener("click", (event) => {
  const again = event.target.closest("[data-again]");
  if (again) {
    const radio = form.querySelector(`[name="${again.dataset.again}"][value="${again.dataset.value}"]`);
    radio.checked = true;
    radio.dispatchEvent(new Event("input", { bubbles: true }));
    if (!steps[now].querySelector(".only-loan:has(input), .only-copied:has(input)")?.checkVisibility?.()) go(now + 1);
  }
  if (event.detail) tapped = event.timeStamp;
});
// A tap on a row; the arrow keys choose without going on.
form.addEventListener("change", ({ target, timeStamp }) => {
  if (target.matches("[name='brought-pick'][data-named]") && timeStamp - tapped < 500) go(now + 1);
});

function addressOf(link) {
  return link.hash && form.querySelector(`[id="${CSS.escape(link.hash.slice(1))}"]`);
}

// A refusal leads to its field, on whatever step it stands.
form.querySelector("[data-refusals]")?.addEventListener("click", (event) => {
  const place = event.target.closest("a") && addressOf(event.target.closest("a"));
  if (!place) return;
  event.preventDefault();
  show(steps.indexOf(place.closest("[data-step]")), { focus: false });
  for (let fold = place.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  (place.matches("input, textarea, select") ? place : place.querySelector("input") ?? place).focus();
});

// The day of the village, also on a page that a telephone kept yesterday.
function anew() {
  form.elements.received_on.value = new Date().toLocaleDateString("sv-SE", { timeZone: "Asia/Shanghai" });
  form.elements.key.value = museumPhone.newKey();
}

// Put aside in the telephone: the next one begins, of the same giver if one likes.
form.addEventListener("handed-on", () => {
  form.querySelector("[name$='-tag']").defaultValue = ""; // it hangs on what was put aside
  form.reset();
  form.querySelector("[data-matches='brought']").replaceChildren();
  asked.clear();
  anew();
  furthest = 0;
  setTimeout(() => history.replaceState(null, "", location.pathname)); // what was kept is forgotten by its address first
  show(0);
});

new MutationObserver(tell).observe(photos, { subtree: true, childList: true, characterData: true, attributes: true });
form.dataset.lively = "";
// The page as a telephone kept it has one key for all that is written on it.
if ("fresh" in form.dataset) anew();
look();
nav.hidden = false;
form.querySelectorAll("[data-again]").forEach((each) => { each.hidden = false; });
const refused = form.querySelector("[data-step] [data-refused]")?.closest("[data-step]");
const begins = refused ?? steps.find((step) => step.dataset.step === form.dataset.begins);
if (refused) furthest = steps.length - 1;
if (location.search === "?same=1") history.replaceState(null, "", location.pathname + location.hash);
show(begins ? steps.indexOf(begins) : fromAddress(), { focus: false });
form.querySelector("[data-refusals]")?.focus();
