// Suggests objects while somebody types into the desk's search boxes: the sidebar's, the list's, and
// a chooser's, which comes and goes. Without it, and while it waits, the boxes search as they are.
const WAIT = 150;
const told = document.querySelector("script[data-suggest]").dataset;
const FORMS = told.boxes.split(" ");
let timer = 0;
let asking = null;

function isOurs(box) {
  if (box.id === "menu-search-q") return true;
  const form = box.form?.getAttribute("action")?.split("?")[0];
  return box.name === "q" && FORMS.some((ours) => form?.startsWith(ours));
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
  return box.list;
}

async function suggest(box) {
  asking?.abort();
  asking = new AbortController();
  const list = listOf(box);
  const typed = box.value.trim();
  if (!typed) return list.replaceChildren();
  try {
    const answer = await fetch(`${told.suggest}?q=${encodeURIComponent(typed)}`, {
      signal: asking.signal,
    });
    const titles = answer.ok ? await answer.json() : [];
    list.replaceChildren(...titles.map((title) => new Option("", title)));
  } catch (problem) {
    if (problem.name !== "AbortError") list.replaceChildren();
  }
}

function typed(event) {
  const box = event.target;
  // While a pinyin keyboard composes, what stands in the box is not a word yet.
  if (event.isComposing || !isOurs(box)) return;
  clearTimeout(timer);
  timer = setTimeout(() => suggest(box), WAIT);
}

document.addEventListener("input", typed);
document.addEventListener("compositionend", typed);
