/* While a name is typed: who is known, and how the giver would be named. The page does the same by its
   button where this does not run. */
const form = document.querySelector("form[data-look]");
form.dataset.lively = "";

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
  let answer;
  try {
    answer = await fetch(form.dataset.look, { method: "POST", body: said, signal: asking.signal });
  } catch (problem) {
    // Without a connection the page goes on; the save button asks again.
    if (problem.name !== "AbortError") form.dispatchEvent(new CustomEvent("nobody-answers"));
    return;
  }
  if (answer.ok && !answer.redirected) show(await answer.json());
}

function show({ matches, examples }) {
  for (const [role, html] of Object.entries(matches)) {
    const place = form.querySelector(`[data-matches='${role}']`);
    // 收一件 asks about fewer people than 收东西.
    if (!place || place.contains(document.activeElement) || place.dataset.shown === html) continue;
    place.innerHTML = html;
    place.dataset.shown = html;
  }
  for (const [naming, words] of Object.entries(examples)) {
    form.querySelector(`[data-example='${naming}']`).textContent = words;
  }
}
