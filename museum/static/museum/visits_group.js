/* A group: who came before brings along where from and what kind. What was written is kept on this device
   under the form's own key and goes the way of the taps (visits_door.js): at once, or by itself when the
   connection is back. What the museum has a question about comes back into the form and is asked there. */
const door = document.querySelector("[data-door]");
const group = door.querySelector("[data-group]");
const GROUPS = "museum.door.party.";
const FIELDS = ["key", "organisation", "persons", "origin", "kind"];
let asking = false;
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

  // Every group has a key of its own: the next one on the same page must not pass for this one, and the page
  // that a device keeps for itself was given none.
  const { newKey } = globalThis.museumDoor;

  const empty = () => {
    for (const name of ["organisation", "persons", "kind"]) group.elements[name].value = "";
    for (const each of group.querySelectorAll("[name=origin]")) each.checked = false;
    group.elements.key.value = newKey();
  };

  // What the museum had refused before is written now, and no longer stands beside it.
  const forgive = () => {
    const refusals = document.querySelectorAll(".desk-refusals");
    if (refusals.length) document.title = document.title.replace(/^[^：]*：/, "");
    refusals.forEach((each) => each.remove());
    group.querySelectorAll(".ask-refusal").forEach((each) => each.remove());
    group.querySelectorAll("[data-refused]").forEach((each) => each.removeAttribute("data-refused"));
    group.querySelectorAll("[aria-invalid]").forEach((each) => each.removeAttribute("aria-invalid"));
  };

  const keep = () => {
    group.elements.key.value ||= newKey();
    const written = Object.fromEntries(FIELDS.map((name) => [name, group.elements[name].value]));
    try {
      localStorage.setItem(GROUPS + written.key, JSON.stringify({ ...written, at: new Date().toISOString() }));
      return true;
    } catch {
      door.dispatchEvent(new Event("full"));
      return false;
    }
  };

  group.addEventListener("submit", (event) => {
    // A second look by the museum itself: whether it is another body, and what is missing.
    if (asking || group.elements.another) return;
    if (!group.checkValidity()) {
      if (navigator.onLine) return;
      event.preventDefault();
      group.reportValidity();
      return;
    }
    event.preventDefault();
    if (!keep()) return;
    group.dispatchEvent(new CustomEvent("handed-on", { bubbles: true }));
    empty();
    forgive();
    door.dispatchEvent(new Event("written"));
  });

  door.addEventListener("asked", ({ detail }) => {
    if (asking || named.value || group.elements.persons.value) return; // it waits until nobody is writing
    asking = true;
    for (const name of FIELDS) group.elements[name].value = detail[name];
    group.elements.persons.dispatchEvent(new Event("input", { bubbles: true }));
    localStorage.removeItem(GROUPS + detail.key);
    group.requestSubmit();
  });
}
