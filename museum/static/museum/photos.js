// Photographs gather: choosing again adds to them, each goes up by itself while somebody goes on writing,
// and × takes one away. They wait on the server for the form, of this account alone; until then they
// lie in the telephone (phone.js), and go on where they stopped (docs/photos-in-parts.md). Without this
// script the browser's own field sends them with the form (templates/catalogue/desk/photos.html).
const PART = 512 * 1024;
const AGAIN = 10 * 1000;
const going = []; // { box, line, file, key }
const handIn = new Map(); // a form that was pressed before its photographs had arrived, and the button
const { newKey, said } = museumPhone;
let busy = false;
let trouble = "";
let again;

const boxes = (within) => [...within.querySelectorAll("[data-photos]")];
const homes = new WeakMap(); // where a line belongs, also while it is taken away
const boxOf = (node) => node.closest("[data-photos]") ?? homes.get(node);
const keyOf = (box) => box.closest("form").elements.key?.value;
const linesOf = (box) => [...box.querySelectorAll("[data-arrived] > li")];
const wordsOf = (box) => box.querySelector("[data-words]").dataset;
const waitingIn = (within) => going.filter((each) => within.contains(each.line));

function token() {
  return document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]*)/)?.[1] ?? "";
}

function tell(box, sentence, state = "", button = null) {
  const place = box.querySelector("[data-honest]");
  const text = document.createElement("span");
  text.append(sentence, ...(button ? [button] : []));
  place.className = `honest ${state && `honest-${state}`}`;
  if (place.textContent !== text.textContent) place.replaceChildren(text);
  place.hidden = false;
}

function number(box) {
  linesOf(box).forEach((line, at) => { line.querySelector(".takes-order").textContent = at + 1; });
}

function marked(line, state) {
  const mark = line.querySelector(".mark");
  mark.className = `mark ${state === "arrived" ? "" : `mark-${state === "going" ? "going" : "waiting"}`}`;
  mark.textContent = wordsOf(boxOf(line))[state];
}

// A line as the server draws it, with a way out and a word of how far it is.
function dress(line) {
  line.querySelector(".takes-leave")?.remove();
  const out = document.createElement("button");
  out.type = "button";
  out.className = "takes-out";
  out.setAttribute("aria-label", wordsOf(boxOf(line)).out);
  const mark = document.createElement("span");
  mark.className = "mark";
  line.append(out, mark);
  homes.set(line, boxOf(line));
  marked(line, "arrived");
}

function newLine(box) {
  const line = document.createElement("li");
  const plate = Object.assign(document.createElement("span"), { className: "plate" });
  plate.append(Object.assign(new Image(200, 200), { alt: "" }));
  line.append(plate, Object.assign(document.createElement("span"), { className: "takes-order" }));
  box.querySelector("[data-arrived]").append(line);
  dress(line);
  number(box);
  return line;
}

function arrived(line, key, thumb) {
  const box = boxOf(line);
  const kept = document.createElement("input");
  Object.assign(kept, { type: "hidden", name: `${box.dataset.photos}-kept`, value: key });
  line.prepend(kept);
  const image = line.querySelector("img");
  if (image.hidden || !image.src) image.src = thumb; // what this browser cannot draw, the server can
  image.hidden = false;
  marked(line, "arrived");
  box.dispatchEvent(new Event("input", { bubbles: true })); // it is part of what was typed
}

function add(box, file, key) {
  const line = newLine(box);
  const name = `${file.name} ${file.size} ${file.lastModified}`;
  line.dataset.file = name;
  const image = line.querySelector("img");
  image.onerror = () => { image.hidden = true; };
  image.onload = () => URL.revokeObjectURL(image.src);
  image.src = URL.createObjectURL(file);
  marked(line, "waiting");
  const entry = { box, line, file, name, key };
  going.push(entry);
  return entry;
}

function gather(box, files) {
  const known = new Set(going.filter((each) => each.box === box).map((each) => each.name));
  linesOf(box).forEach((line) => known.add(line.dataset.file));
  for (const file of files) {
    const name = `${file.name} ${file.size} ${file.lastModified}`;
    if (known.has(name)) continue; // chosen a second time
    const entry = add(box, file, newKey());
    museumPhone.keep({ key: entry.key, box: box.dataset.photos, file, of: keyOf(box) }).catch(() => tell(box, wordsOf(box).full, "waiting"));
  }
  box.dispatchEvent(new Event("input", { bubbles: true }));
  show();
  work();
}

function show() {
  for (const box of boxes(document)) {
    const left = waitingIn(box).length;
    const words = wordsOf(box);
    const count = linesOf(box).length;
    if (!left) {
      if (box.dataset.isGoing !== undefined) tell(box, said(words.all, { count }));
      delete box.dataset.isGoing;
      continue;
    }
    box.dataset.isGoing = "";
    if (trouble === "signed-out") {
      const link = document.createElement("a");
      Object.assign(link, { href: words.signInAt, target: "_blank", textContent: words.signIn });
      tell(box, said(words.signedOut, { count: left }), "waiting", link);
    } else if (trouble) tell(box, said(words.stuck, { count: left }), "waiting");
    else if (handIn.has(box.closest("form"))) tell(box, said(words.then, { count: left }), "going");
    else tell(box, said(words.nth, { n: count - left + 1, count }), "going");
  }
}

async function ask(address, fields) {
  const headers = { "X-CSRFToken": token(), "X-Requested-With": "XMLHttpRequest", "X-By-Itself": "yes" };
  const body = fields && new FormData();
  for (const [name, value] of Object.entries(fields ?? {})) body.set(name, value);
  const answer = await fetch(address, { method: fields ? "POST" : "GET", credentials: "same-origin", headers, body });
  if (answer.redirected || answer.status === 403) throw Object.assign(new Error(), { trouble: "signed-out" });
  if (answer.status >= 500) throw new Error();
  return { answer, told: answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {} };
}

async function inParts(address, file) {
  let said = await ask(address);
  while (said.answer.ok && !said.told.key) {
    const begins = said.told.arrived;
    said = await ask(address, { begins, size: file.size, part: file.slice(begins, begins + PART) });
    if (said.answer.ok && !said.told.key && said.told.arrived <= begins) throw new Error(); // somebody else sends it too
  }
  return said;
}

function upload(address, file, key) {
  return file.size > PART ? inParts(`${address}${key}/parts/`, file) : ask(address, { key, photo: file });
}

async function send({ box, line, file, key }) {
  marked(line, "going");
  const { answer, told } = await upload(box.dataset.send, file, key);
  museumPhone.forget(key);
  if (answer.ok) return arrived(line, told.key, told.thumb);
  if (!line.isConnected) return;
  const sentence = document.createElement("span");
  sentence.className = "ask-refusal";
  sentence.textContent = `${file.name}：${told.sentence ?? answer.status}`;
  box.append(sentence);
  line.remove();
  number(box);
}

async function work() {
  if (busy) return;
  busy = true;
  trouble = "";
  for (let next = going[0]; next; next = going[0]) {
    show();
    try {
      if (next.line.isConnected) await send(next);
      going.shift();
    } catch (problem) {
      if (next.line.isConnected) marked(next.line, "broken");
      trouble = problem.trouble ?? "stuck";
      if (trouble === "stuck") going.push(going.shift()); // whatever is wrong with this one, the next may pass
      break;
    }
  }
  busy = false;
  show();
  clearTimeout(again);
  if (trouble) again = setTimeout(work, AGAIN);
  for (const [form, button] of handIn) {
    if (waitingIn(form).length) continue;
    handIn.delete(form);
    form.requestSubmit(button);
  }
}

function takeAway(line) {
  const box = boxOf(line);
  const after = line.nextElementSibling;
  const at = linesOf(box).indexOf(line) + 1;
  const left = going.findIndex((each) => each.line === line);
  if (left >= 0) museumPhone.forget(going[left].key);
  const [entry] = left > 0 || (left === 0 && !busy) ? going.splice(left, 1) : [];
  line.remove();
  number(box);
  const back = document.createElement("button");
  Object.assign(back, { type: "button", className: "button button-small button-secondary", textContent: wordsOf(box).back });
  back.onclick = () => {
    box.querySelector("[data-arrived]").insertBefore(line, after?.isConnected ? after : null);
    const isThere = line.querySelector("input") || going.some((each) => each.line === line);
    if (entry && !isThere) {
      going.push(entry);
      museumPhone.keep({ key: entry.key, box: box.dataset.photos, file: entry.file, of: keyOf(box) }).catch(() => {});
    }
    number(box);
    box.querySelector("[data-honest]").hidden = true;
    work();
  };
  if (!waitingIn(box).length) delete box.dataset.isGoing;
  tell(box, said(wordsOf(box).removed, { n: at }), "waiting", back);
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

document.addEventListener("change", (event) => {
  const box = event.target.type === "file" && boxOf(event.target);
  if (!box) return;
  const files = [...event.target.files];
  event.target.value = ""; // they go by themselves, not with the form
  gather(box, files);
});

document.addEventListener("click", (event) => {
  const out = event.target.closest?.(".takes-out");
  if (out) takeAway(out.closest("li"));
});

document.addEventListener("submit", (event) => {
  if (!waitingIn(event.target).length) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  handIn.set(event.target, event.submitter);
  show();
}, true);

// What was kept in the telephone names photographs that have arrived (keeping.js). One that the museum
// has let go since is said, and does not stand there as if it were.
document.addEventListener("kept-again", ({ target, detail }) => {
  takeUp();
  for (const box of boxes(target)) {
    const there = new Set([...box.querySelectorAll("input[type=hidden]")].map((each) => each.value));
    for (const [name, key] of detail) {
      if (name !== `${box.dataset.photos}-kept` || there.has(key) || key.includes(":")) continue;
      const line = newLine(box);
      const image = line.querySelector("img");
      image.onerror = async () => {
        const answer = await fetch(image.src).catch(() => null);
        if (answer?.status !== 404) return;
        line.remove();
        number(box);
        tell(box, wordsOf(box).gone, "waiting");
      };
      arrived(line, key, `${box.dataset.send}${key}/`);
    }
  }
});

// What was still in the telephone when this page was closed goes on.
async function takeUp() {
  for (const { key, box: name, file, place, thing, of } of await museumPhone.waiting()) {
    const box = boxes(document).find((each) => each.dataset.photos === name);
    if (thing || place !== location.pathname || !box || of !== keyOf(box) || going.some((each) => each.key === key)) continue;
    add(box, file, key);
  }
  if (!going.length) return;
  show();
  work();
}

// What was put aside with its form waits with it (one_waiting.js), and no longer on the page.
document.addEventListener("handed-on", ({ target }) => {
  for (const entry of waitingIn(target)) going.splice(going.indexOf(entry), 1);
  for (const box of boxes(target)) {
    linesOf(box).forEach((line) => line.remove());
    delete box.dataset.isGoing;
    box.querySelector("[data-honest]").hidden = true;
  }
});
globalThis.museumPhotos = {
  token,
  photosOf: async (thing) => (await museumPhone.waiting()).filter((each) => each.thing === thing),
  sendPhoto: (file, key) => upload(boxes(document)[0].dataset.send, file, key),
};

document.addEventListener("kept-away", async () => {
  for (const { key, place, thing } of await museumPhone.waiting()) if (!thing && place === location.pathname) museumPhone.forget(key);
});

window.addEventListener("online", work);
window.addEventListener("focus", () => trouble && work()); // back from signing in
window.addEventListener("beforeunload", (event) => { if (going.length) event.preventDefault(); });
document.querySelectorAll("[data-arrived] > li").forEach(dress);
document.documentElement.dataset.gathers = "";
takeUp();
