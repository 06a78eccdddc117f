// Fills the search box's list of suggestions while somebody types. Without it the box works as well.
const WAIT = 150;

for (const box of document.querySelectorAll("input[data-suggest]")) {
  const list = box.list;
  let timer = 0;
  let asking = null;

  const suggest = async () => {
    asking?.abort();
    asking = new AbortController();
    const typed = box.value.trim();
    if (!typed) return list.replaceChildren();
    try {
      const answer = await fetch(`${box.dataset.suggest}?q=${encodeURIComponent(typed)}`, {
        signal: asking.signal,
      });
      const titles = answer.ok ? await answer.json() : [];
      list.replaceChildren(...titles.map((title) => new Option("", title)));
    } catch (problem) {
      if (problem.name !== "AbortError") list.replaceChildren();
    }
  };

  // While a pinyin keyboard composes, what stands in the box is not a word yet.
  box.addEventListener("input", (event) => {
    if (event.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(suggest, WAIT);
  });
  box.addEventListener("compositionend", suggest);
}
