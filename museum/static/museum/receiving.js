/* 收东西 without reloading: one more card. The page does the same by its buttons where this does not run. */
const form = document.querySelector(".receiving");
const cards = form.querySelector("[data-cards]");
const empty = document.querySelector("[data-empty-card]");

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

document.querySelector("[data-refusals]")?.focus();
