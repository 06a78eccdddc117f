// What is typed at the desk lies in this telephone as well, until it is handed in: a session that ended,
// a dead battery, a page that was closed take nothing along. It is one account's: nobody else who
// signs in here is shown it, and it goes when that account signs out, or after a week. Files and
// passwords are never kept. Wagtail's own editor saves its drafts itself.
const LONGEST = 7 * 24 * 60 * 60 * 1000;
const KEPT = "museum.kept.";
const ID = "kept-as";
const who = document.querySelector("[data-account]");
const mine = who && `${KEPT}${who.dataset.account}.`;
const words = who?.dataset;
const typedInto = new Set();
const ids = new WeakMap();
const waiting = new Map(); // a form, and when it is kept next

function cookie(name) {
  const found = document.cookie.match(new RegExp(`(?:^|; )(?:__Host-)?${name}=([^;]*)`));
  return found ? decodeURIComponent(found[1]) : "";
}

function forgetCookie(name) {
  document.cookie = `${name}=; path=/admin/; max-age=0`;
}

function names(prefix) {
  return [...Array(localStorage.length).keys()].map((n) => localStorage.key(n)).filter((name) => name.startsWith(prefix));
}

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}

function write(name, entry) {
  try {
    localStorage.setItem(name, JSON.stringify(entry));
  } catch {
    // The telephone is full: the page still holds it, and asks before it is left.
  }
}

const isWritten = (field) => field.tagName === "TEXTAREA"
  || (field.tagName === "INPUT" && !["hidden", "checkbox", "radio", "submit", "button", "file", "image", "reset"].includes(field.type));

function keeps(form) {
  const fields = [...form.elements];
  return form.method === "post" && !form.closest("dialog") && !form.matches("[data-passing]") && fields.some(isWritten)
    && !fields.some((field) => field.type === "password")
    && !(document.getElementById("w-autosave-indicator") && form.matches("[data-edit-form]"));
}

const forms = () => [...document.forms].filter(keeps);
const placeOf = (form) => `${mine}${location.pathname}${location.search}#${forms().indexOf(form)}`;

function idOf(form) {
  if (!ids.has(form)) ids.set(form, museumPhone.newKey().replaceAll("-", ""));
  return ids.get(form);
}

function typed(form) {
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken" && name !== ID);
}

function keep(form, sent = false) {
  if (form.isConnected) write(placeOf(form), { at: Date.now(), id: idOf(form), sent, fields: typed(form) });
}

function fill(form, fields) {
  form.dispatchEvent(new CustomEvent("kept-comes", { bubbles: true, detail: fields }));
  const said = new Map();
  for (const [name, value] of fields) said.set(name, [...(said.get(name) ?? []), value]);
  for (const field of form.elements) {
    const values = said.get(field.name) ?? [];
    if (!field.name || field.type === "file" || field.name === "csrfmiddlewaretoken") continue;
    if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
    else if (field.type === "select-multiple") for (const each of field.options) each.selected = values.includes(each.value);
    else if (field.type !== "hidden" || field.name === "key") {
      const value = values.shift();
      if (value === undefined) continue;
      field.value = value;
      if (field.value === value || !isWritten(field)) continue;
      field.dataset.parted = field.type; // a day in words, which the browser's boxes would hide (typed.js)
      field.type = "text";
      field.value = value;
    }
  }
  form.dispatchEvent(new CustomEvent("kept-again", { bubbles: true, detail: fields }));
  for (const field of [...form.elements].filter((each) => isWritten(each) && each.value)) field.dispatchEvent(new Event("input", { bubbles: true }));
}

const isSame = (one, two) => {
  const plain = (fields) => JSON.stringify(fields.filter(([name, value]) => value && name !== "key" && name !== "act" && name !== "card").sort());
  return plain(one) === plain(two);
};

function button(text, act) {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", className: "button button-small button-secondary", textContent: text, onclick: act });
  return made;
}

function offer(form, name, entry) {
  const bar = document.createElement("p");
  bar.className = "desk-kept";
  bar.setAttribute("role", "status");
  const away = () => {
    clearTimeout(waiting.get(form));
    localStorage.removeItem(name);
    typedInto.delete(form);
    bar.remove();
    form.dispatchEvent(new CustomEvent("kept-away", { bubbles: true }));
  };
  const goOn = () => {
    fill(form, entry.fields);
    ids.set(form, entry.id);
    bar.replaceChildren(words.keptHere, " ", button(words.keptAnew, () => { away(); location.reload(); }));
  };
  const when = new Date(entry.at).toLocaleString("zh-CN", { month: "long", day: "numeric", hour: "numeric", minute: "2-digit" });
  bar.append(words.keptSince.replace("{when}", when), " ", button(words.keptGoOn, goOn), " ", button(words.keptAway, away));
  for (let fold = form.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  form.parentNode.insertBefore(bar, form); // not form.before: a field may be called so
  if (entry.sent || form.matches("[data-goes-on]")) goOn();
}

// The museum says which form it has taken over, and which it shows again with its refusals.
function learn() {
  const [id, how] = cookie("handed_in").split(".");
  forgetCookie("handed_in");
  const refused = document.querySelector(".messages .error");
  for (const name of names(mine)) {
    const entry = read(name);
    if (!entry || (id && entry.id === id && how === "done" && !refused)) localStorage.removeItem(name);
    else if (id && entry.id === id && how === "shown") write(name, { ...entry, sent: false, shown: true });
  }
}

function begin() {
  const gone = cookie("signed_out");
  if (gone) names(`${KEPT}${gone}.`).forEach((name) => localStorage.removeItem(name));
  forgetCookie("signed_out");
  museumPhone.forgetOf(gone);
  if (!mine) globalThis.caches?.delete("museum.one"); // at the door nobody has pages of an account left
  for (const name of names(KEPT)) if (!(Date.now() - read(name)?.at < LONGEST)) localStorage.removeItem(name);
  if (!mine) return;
  learn();
  for (const form of forms()) {
    // Else "back" puts the words into a page with another key, and one form becomes two.
    if (form.elements.key) form.autocomplete = "off";
    const entry = read(placeOf(form));
    if (!entry) continue;
    const isShown = entry.shown;
    if (isShown) write(placeOf(form), { ...entry, shown: false });
    if (isShown || isSame(entry.fields, typed(form))) {
      ids.set(form, entry.id);
      typedInto.add(form);
      const key = entry.fields.find(([name]) => name === "key")?.[1];
      if (key && !isShown) form.elements.key.value = key;
    } else offer(form, placeOf(form), entry);
  }
}

document.addEventListener("input", ({ target }) => {
  const form = target.form ?? target.closest?.("form");
  if (!mine || !form || !keeps(form)) return;
  typedInto.add(form);
  clearTimeout(waiting.get(form));
  waiting.set(form, setTimeout(() => keep(form), 300));
});

// Capture comes before whoever sends a form in another way, bubbling after: only what truly goes is marked.
document.addEventListener("submit", (event) => {
  const form = event.target;
  const fresh = cookie("csrftoken");
  const old = form.elements.csrfmiddlewaretoken;
  if (old && fresh) old.value = fresh; // signed in anew on another page
  if (event.defaultPrevented || !mine || !keeps(form)) return;
  clearTimeout(waiting.get(form));
  if (typedInto.has(form)) {
    const field = form.elements[ID] ?? Object.assign(document.createElement("input"), { type: "hidden", name: ID });
    field.value = idOf(form);
    form.append(field);
    keep(form, true);
  }
  typedInto.delete(form);
});

// A page that keeps what was written in another way and hands it in itself (visits_group.js, one_waiting.js).
document.addEventListener("handed-on", ({ target }) => {
  clearTimeout(waiting.get(target));
  typedInto.delete(target);
  ids.delete(target);
  if (mine) localStorage.removeItem(placeOf(target));
});

window.addEventListener("pagehide", () => typedInto.forEach((form) => keep(form)));
window.addEventListener("beforeunload", (event) => {
  // 收一件 says that it may be closed, and goes on by itself.
  if ([...typedInto].some((form) => form.isConnected && !form.matches("[data-goes-on]"))) event.preventDefault();
});
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
else setTimeout(begin);
