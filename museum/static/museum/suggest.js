// Suggests while somebody types, on the site and at the desk. A box says where to ask (data-suggest: an
// address that answers with names, or with rows that have a name). For the boxes that Wagtail makes
// (the sidebar's, the list's, and a chooser's, which comes and goes) the tag of this script says it.
// Without it, and while it waits, the boxes work as they are.
const WAIT = 150;
const wagtails = document.querySelector("script[data-suggest]")?.dataset;
const atFirst = new WeakMap(); // what a list offers before anything is typed
let timer = 0;
let asking = null;

function whereToAsk(box) {
  if (box.dataset.suggest) return box.dataset.suggest;
  if (box.id === "menu-search-q") return wagtails?.suggest;
  const form = box.name === "q" && box.form?.getAttribute("action")?.split("?")[0];
  return form && wagtails?.boxes.split(" ").some((ours) => form.startsWith(ours)) ? wagtails.suggest : null;
}

function listOf(box) {
  if (!box.list) {
    const list = document.createElement("datalist");
    list.id = `suggestions-${box.id}`;
    // Beside the box: a window that closes takes its list along.
    box.after(list);
    box.setAttribute("list", list.id);
    box.autocomplete = "off";
  }
  if (!atFirst.has(box.list)) atFirst.set(box.list, [...box.list.children]);
  return box.list;
}

async function suggest(box, address) {
  asking?.abort();
  asking = new AbortController();
  const list = listOf(box);
  const typed = box.value.trim();
  if (!typed) return list.replaceChildren(...atFirst.get(list));
  try {
    const answer = await fetch(`${address}?q=${encodeURIComponent(typed)}`, { signal: asking.signal });
    // Whoever is signed out is sent elsewhere: that page suggests nothing.
    if (!answer.ok || answer.redirected) return list.replaceChildren(...atFirst.get(list));
    const found = await answer.json();
    list.replaceChildren(...found.map((each) => new Option("", each.name ?? each)));
    box.dispatchEvent(new CustomEvent("suggested", { detail: found }));
  } catch (problem) {
    if (problem.name !== "AbortError") list.replaceChildren(...atFirst.get(list));
  }
}

function typed(event) {
  const box = event.target;
  // While a pinyin keyboard composes, what stands in the box is not a word yet.
  if (event.isComposing || !(box instanceof HTMLInputElement)) return;
  const address = whereToAsk(box);
  if (!address) return;
  clearTimeout(timer);
  timer = setTimeout(() => suggest(box, address), WAIT);
}

document.addEventListener("input", typed);
document.addEventListener("compositionend", typed);
