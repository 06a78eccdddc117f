// What is typed stays as it is typed. A browser's date or time is parted into boxes, and in them
// 2026年1月15日 becomes the fifth of November; so the first key makes it a plain line, which the server
// reads or refuses. The calendar stays for the mouse and the finger, and comes back when the line is empty.
const PARTED = { date: "2026-11-20", time: "16:30" };

function open(field) {
  field.dataset.parted = field.type;
  field.placeholder = PARTED[field.type];
  field.type = "text";
  field.autocomplete = "off";
  field.focus();
  field.select();
}

const isParted = (field) => field.type in PARTED && !field.readOnly && !field.disabled;

document.addEventListener("keydown", (event) => {
  const typing = (event.key?.length === 1 && event.key !== " ") || event.keyCode === 229; // 229: an input method is at it
  if (typing && isParted(event.target) && !event.ctrlKey && !event.metaKey && !event.altKey) open(event.target);
}, true);

// Handwriting, a voice, an input method that presses no key: the boxes would drop what it says.
document.addEventListener("beforeinput", (event) => {
  if (!event.data || !isParted(event.target)) return;
  event.preventDefault();
  open(event.target);
  event.target.value = event.data;
  event.target.dispatchEvent(new Event("input", { bubbles: true }));
}, true);

document.addEventListener("paste", (event) => {
  if (!isParted(event.target)) return;
  event.preventDefault();
  open(event.target);
  event.target.value = event.clipboardData.getData("text").trim();
}, true);

document.addEventListener("focusout", ({ target }) => {
  if (target.dataset?.parted && !target.value) target.type = target.dataset.parted;
});

// What the server could not read it shows again in words, which those boxes would hide.
for (const field of document.querySelectorAll("input[type=date], input[type=time]")) {
  const said = field.getAttribute("value");
  if (!said || field.value) continue;
  field.dataset.parted = field.type;
  field.type = "text";
  field.value = said;
}

// Half a date, or a number in words, is sent by a browser as if nothing were there, and an act without its
// day is done today. So it is asked about before a form goes, also where the server makes every other
// check. On the click: Wagtail's buttons say that they are busy from then on.
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[type=submit], button:not([type])");
  if (!button?.form || button.formNoValidate) return;
  const half = [...button.form.elements].find((field) => field.validity?.badInput);
  if (!half) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  for (let fold = half.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  half.reportValidity();
}, true);
