/* 收东西 without reloading: one more card, who is known, how the giver would be named. The page does
   the same by its buttons where this does not run. */
const form = document.querySelector(".receiving");
const cards = form.querySelector("[data-cards]");
const empty = document.querySelector("[data-empty-card]");
form.dataset.lively = "";

form.addEventListener("click", (event) => {
  const more = event.target.closest("[data-more]");
  const drop = event.target.closest("[data-drop]");
  if (more) {
    event.preventDefault();
    addCard(newName()).querySelector("[name$='-title']").focus();
  } else if (drop) {
    event.preventDefault();
    drop.closest("[data-card]").remove();
  }
});

function newName() {
  return crypto.getRandomValues(new Uint32Array(2)).join("").padStart(12, "0").slice(0, 20);
}

function addCard(name) {
  const last = [...cards.querySelectorAll("[data-card]")].at(-1);
  const way = last?.querySelector("[name$='-way']:checked")?.value;
  const holder = document.createElement("template");
  holder.innerHTML = empty.innerHTML.replaceAll("__card__", name);
  const card = holder.content.querySelector("[data-card]");
  if (way) card.querySelector(`[name$='-way'][value='${way}']`).checked = true;
  cards.append(card);
  return card;
}

// What was kept in the telephone (keeping.js) may have other cards than the page: its own are put in
// their place before it is filled in.
document.addEventListener("kept-comes", ({ target, detail }) => {
  if (target !== form) return;
  const kept = detail.filter(([name]) => name === "card").map(([, value]) => value);
  const there = [...cards.querySelectorAll("[data-card]")];
  for (const card of there) if (!kept.includes(card.dataset.card)) card.remove();
  for (const name of kept) if (!cards.querySelector(`[data-card="${CSS.escape(name)}"]`)) addCard(name);
});

let waiting, asking;
form.addEventListener("input", (event) => {
  if (!/^(brought|owner|receiver|finder)-|^household|^organisation|^ownership/.test(event.target.name)) return;
  clearTimeout(waiting);
  waiting = setTimeout(look, 300);
});

async function look() {
  asking?.abort();
  asking = new AbortController();
  const said = new FormData(form);
  for (const [name, value] of [...said]) if (value instanceof File) said.delete(name);
  try {
    const answer = await fetch(form.dataset.look, { method: "POST", body: said, signal: asking.signal });
    if (answer.ok) show(await answer.json());
  } catch {
    // Without a connection the page goes on; the save button asks again.
  }
}

function show({ matches, examples }) {
  for (const [role, html] of Object.entries(matches)) {
    const place = form.querySelector(`[data-matches='${role}']`);
    if (place.contains(document.activeElement) || place.dataset.shown === html) continue;
    place.innerHTML = html;
    place.dataset.shown = html;
  }
  for (const [naming, words] of Object.entries(examples)) {
    form.querySelector(`[data-example='${naming}']`).textContent = words;
  }
}

document.querySelector("[data-refusals]")?.focus();
