/* 号牌 without a second tap: a photograph of a code is read as soon as it is taken, a tick is written as
   soon as it is made. Where this does not run, or nothing answers, the page's buttons do the same. */
document.addEventListener("change", ({ target }) => {
  if (target.matches(".tag-asked [type=file], .tag-moved [type=file]") && target.files.length) target.form.requestSubmit();
  if (target.matches("[data-ticks] [type=checkbox]")) tick(target);
});

async function tick(box) {
  say(box.form);
  if (!box.checked) return;
  const said = new FormData();
  said.set("csrfmiddlewaretoken", box.form.elements.csrfmiddlewaretoken.value);
  said.set("item", box.value);
  try {
    const answer = await fetch(location.href, { method: "POST", body: said, headers: { "X-Requested-With": "fetch" } });
    // Whoever was signed out meanwhile is sent to the door: the tick stays, and goes with the button.
    if (answer.status === 204) box.disabled = true;
  } catch {
    // Without a connection it stays ticked, and goes with the button.
  }
}

function say(form) {
  const missing = [...form.querySelectorAll("[type=checkbox]:not(:checked)")].map((each) => each.dataset.title);
  const titles = missing.slice(0, 6).join("、") + (missing.length > 6 ? "……" : "");
  for (const line of document.querySelectorAll("[data-missing], [data-done]")) {
    const words = missing.length ? line.dataset.some : line.dataset.none;
    line.textContent = words.replace("{count}", missing.length).replace("{titles}", titles);
  }
  document.querySelector("[data-missing]").classList.toggle("honest-waiting", missing.length > 0);
}

// What one taps is written down at once only while there is a connection.
for (const kind of ["online", "offline"]) {
  addEventListener(kind, () => {
    for (const line of document.querySelectorAll("[data-off]")) {
      line.dataset.on ??= line.textContent.trim();
      line.textContent = kind === "offline" ? line.dataset.off : line.dataset.on;
      line.classList.toggle("honest-waiting", kind === "offline");
    }
  });
}
