/* A group: who came before brings along where from and what kind. What was written without a
   connection stays in this device until it can be sent. */
const door = document.querySelector("[data-door]");
const group = door.querySelector("[data-group]");
const DRAFT = "museum.door.group";
const FIELDS = ["key", "organisation", "persons", "origin", "kind"];
if (group) {
  const named = group.elements.organisation;
  const known = new Map(JSON.parse(document.getElementById("known").textContent).map((each) => [each.name, each]));
  named.addEventListener("suggested", ({ detail }) => {
    for (const each of detail) known.set(each.name, each);
  });
  named.addEventListener("input", () => {
    const found = known.get(named.value.trim());
    if (found?.origin && !group.querySelector("[name=origin]:checked")) group.querySelector(`[name=origin][value=${found.origin}]`).checked = true;
    if (found?.kind) group.elements.kind.value = found.kind;
  });

  const told = door.querySelector("[data-draft]");
  const draft = JSON.parse(localStorage.getItem(DRAFT) ?? "null");
  if (draft && !named.value && !group.elements.persons.value) {
    for (const name of FIELDS) group.elements[name].value = draft[name];
    told.hidden = false;
  }

  group.addEventListener("submit", async (event) => {
    event.preventDefault();
    const written = Object.fromEntries(FIELDS.map((name) => [name, group.elements[name].value]));
    try {
      const answer = await fetch(door.dataset.now);
      if (answer.redirected) throw new Error("signed out");
      localStorage.removeItem(DRAFT);
      group.submit();
    } catch {
      localStorage.setItem(DRAFT, JSON.stringify(written));
      told.hidden = false;
      told.scrollIntoView({ block: "center" });
    }
  });
}
