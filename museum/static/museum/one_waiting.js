/* Where there is no connection, what was written on 收一件 stays in the telephone, and goes up by itself
   when there is one: oldest first, each once (the key of its form), its photographs before it. The
   number is given on arrival, never here. What the museum has to ask about is asked on its page. */
const form = document.querySelector("[data-one]");
const place = document.querySelector("[data-in-phone]");
const words = place.dataset;
const phone = globalThis.museumPhone;
const AGAIN = 20 * 1000;
const ASIDE = "put-aside"; // what a form that is taken up again was put aside as
let busy = false;
let trouble = ""; // "signed-out", "museum"; "" while there is no connection

async function isReachable() {
  try {
    return (await fetch(form.dataset.look, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(5000) })).status < 500;
  } catch {
    return false;
  }
}

function fields() {
  // By name, so that it is the same giver when somebody else came before.
  const picked = form.querySelector("[name='brought-pick']:checked")?.dataset.name;
  if (picked) form.elements["brought-name"].value = picked;
  const left = new Set(["csrfmiddlewaretoken", "act", "kept-as"]);
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !left.has(name));
}

async function putAside() {
  const key = form.elements.key.value;
  const box = form.querySelector("[data-photos]");
  const isOfThisPage = (each) => !each.thing && each.of === key && each.box === box.dataset.photos;
  const photos = (await phone.waiting()).filter(isOfThisPage);
  const picked = form.querySelector("[name='brought-pick']:checked:not([value='new'])")?.closest("label")?.querySelector("strong");
  await phone.keepThing({
    key,
    fields: fields(),
    title: form.querySelector("[name$='-title']").value,
    giver: picked?.textContent.trim() ?? form.elements["brought-name"].value,
    box: box.dataset.photos,
    photos: photos.map((each) => each.key),
    arrived: box.querySelectorAll("input[name$='-kept']").length,
  });
  for (const each of photos) await phone.keep({ ...each, thing: key });
  form.dispatchEvent(new CustomEvent("handed-on", { bubbles: true }));
  await show();
}

let isAsked = false;
let isGoing = false;
window.addEventListener("submit", async (event) => {
  if (event.target !== form || event.submitter?.value !== "save" || isAsked) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (isGoing) return;
  isGoing = true;
  const { submitter } = event;
  submitter.setAttribute("aria-busy", "true");
  try {
    if (await isReachable()) {
      isAsked = true;
      form.requestSubmit(submitter);
      isAsked = false;
    } else await putAside();
  } catch {
    place.hidden = false;
    place.querySelector("[data-full]").hidden = false;
  }
  submitter.removeAttribute("aria-busy");
  isGoing = false;
}, true);

// Its photographs first, then the form; the museum's page of the number says that it has arrived.
async function handIn(thing) {
  const { photosOf, sendPhoto, token } = globalThis.museumPhotos;
  const kept = [];
  for (const photo of await photosOf(thing.key)) {
    const { answer, told } = await sendPhoto(photo.file, photo.key);
    if (answer.ok) kept.push([photo.key, told.key]);
    else return phone.keepThing({ ...thing, asks: [told.sentence ?? String(answer.status)] }); // nothing goes without it
  }
  const body = new FormData();
  for (const [name, value] of thing.fields) body.append(name, value);
  for (const [, key] of kept) body.append(`${thing.box}-kept`, key);
  body.append("act", "save");
  body.set("csrfmiddlewaretoken", token());
  const answer = await fetch(location.pathname, { method: "POST", credentials: "same-origin", headers: { "X-CSRFToken": token(), "X-By-Itself": "yes" }, body });
  const isElsewhere = !new URL(answer.url).pathname.startsWith(location.pathname.replace(/one\/$/, ""));
  if (answer.status === 403 || isElsewhere) throw Object.assign(new Error(), { trouble: "signed-out" });
  if (answer.status >= 500) throw Object.assign(new Error(), { trouble: "museum" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const number = page.querySelector(".landed .number");
  if (!number) {
    const asks = [...page.querySelectorAll("[data-refusals] li")].map((each) => each.textContent);
    const key = page.querySelector("[data-one] [name='key']")?.value;
    const told = thing.fields.map(([name, value]) => [name, name === "key" && key ? key : value]);
    await phone.keepThing({ ...thing, fields: [...told, ...kept.map(([, each]) => [`${thing.box}-kept`, each])], asks });
    for (const [each] of kept) await phone.forget(each);
    return;
  }
  await phone.forgetThing(thing.key);
  for (const [key] of kept) await phone.forget(key);
  const line = document.createElement("li");
  line.append(Object.assign(document.createElement("strong"), { textContent: thing.title }), " ", number);
  place.querySelector("[data-landed]").append(line);
}

async function handInAll() {
  if (busy) return;
  busy = true;
  trouble = "";
  for (const thing of await phone.things()) {
    if (thing.asks) continue;
    if (!(await isReachable())) break;
    try {
      await handIn(thing);
    } catch (problem) {
      // What waits stays; one that the museum cannot take holds up nobody.
      trouble = problem.trouble ?? "";
      if (trouble !== "museum") break;
    }
    await show();
  }
  busy = false;
  await show();
}

// What the museum asks about is put back on the page, with all that was written.
async function ask(thing) {
  if (form.elements["brought-name"].value.trim() || form.querySelector("[name$='-title']").value.trim()) {
    place.querySelector("[data-first]").hidden = false;
    return;
  }
  form.dispatchEvent(new CustomEvent("handed-on", { bubbles: true }));
  const key = thing.fields.find(([name]) => name === "key")[1];
  for (const photo of await phone.waiting()) if (photo.thing === thing.key) await phone.keep({ ...photo, thing: undefined, of: key });
  const entry = { at: Date.now(), id: key.replaceAll("-", ""), sent: false, fields: [...thing.fields, [ASIDE, thing.key]] };
  localStorage.setItem(`museum.kept.${phone.account}.${location.pathname}#0`, JSON.stringify(entry));
  location.assign(location.pathname);
}

// Only when it stands on the page again it is no longer put aside.
form.addEventListener("kept-again", async ({ detail }) => {
  const aside = detail.find(([name]) => name === ASIDE)?.[1];
  if (aside) await phone.forgetThing(aside);
  await show();
});

function row(thing) {
  const line = document.createElement("li");
  line.toggleAttribute("data-long", phone.isOld(thing));
  const when = new Date(thing.at).toLocaleString("zh-CN", { month: "long", day: "numeric", hour: "numeric", minute: "2-digit" });
  const title = Object.assign(document.createElement("strong"), { textContent: thing.title || "—" });
  const small = Object.assign(document.createElement("small"), {
    textContent: phone.said(words.line, { giver: thing.giver, count: thing.photos.length + thing.arrived, when }),
  });
  line.append(title, small);
  if (thing.asks) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button button-secondary button-small", textContent: words.ask });
    button.onclick = () => ask(thing);
    line.append(Object.assign(document.createElement("span"), { className: "ask-refusal", textContent: thing.asks.join(" ") }), button);
  }
  return line;
}

async function show() {
  const things = await phone.things();
  place.querySelector("[data-list]").replaceChildren(...things.map(row));
  place.querySelector("[data-heading]").textContent = phone.said(words.wordsHeading, { count: things.length });
  place.querySelector("[data-heading]").hidden = !things.length;
  const asked = things.filter((each) => each.asks).length;
  const honest = place.querySelector("[data-honest-waiting]");
  honest.hidden = !things.length || asked === things.length;
  honest.querySelector("span").textContent = { museum: words.museum, "signed-out": words.signedOut }[trouble] ?? words.offline;
  place.hidden = !things.length && !place.querySelector("[data-landed]").children.length;
}

window.addEventListener("online", handInAll);
setInterval(async () => (await phone.things()).some((each) => !each.asks) && handInAll(), AGAIN);
place.querySelector("[data-again-now]").addEventListener("click", handInAll);
show().then(handInAll);

// What this telephone, this browser and this address can do, in one sentence.
const mode = document.querySelector("[data-mode]");
const tell = (sentence) => { mode.textContent = sentence; mode.hidden = false; };
if (/MicroMessenger/.test(navigator.userAgent)) tell(mode.dataset.wechat);
else if (!isSecureContext || !navigator.serviceWorker) tell(mode.dataset.open);
else {
  navigator.serviceWorker.register(mode.dataset.worker, { scope: location.pathname }).then(async () => {
    const ready = await navigator.serviceWorker.ready;
    const assets = performance.getEntriesByType("resource").map((each) => each.name).filter((name) => new URL(name).pathname.includes("/static/"));
    const kept = new MessageChannel();
    kept.port1.onmessage = ({ data }) => tell(data ? mode.dataset.offline : mode.dataset.open);
    ready.active.postMessage({ page: location.pathname, givers: mode.dataset.givers, assets: [...new Set(assets)] }, [kept.port2]);
    navigator.storage?.persist?.();
  }, () => tell(mode.dataset.open));
}

// Without a connection those who are known come out of the telephone, without their telephone numbers.
const spells = (letters, sounds) => !letters || (sounds.length > 0 && [...sounds[0]].some((_sign, at) => {
  const length = sounds[0].length - at;
  return letters.slice(0, length) === sounds[0].slice(0, length) && length <= letters.length && spells(letters.slice(length), sounds.slice(1));
}));

function isMeant(typed, { name, sounds }) {
  const letters = typed.toLowerCase().replace(/[\s']/g, "");
  return name.includes(typed) || (/^[a-z]+$/.test(letters) && sounds.some((_sound, at) => spells(letters, sounds.slice(at))));
}

form.addEventListener("nobody-answers", async () => {
  const typed = form.elements["brought-name"].value.trim();
  const answer = typed && await fetch(mode.dataset.givers).catch(() => null);
  if (!answer?.ok) return;
  const picked = form.querySelector("[name='brought-pick']:checked")?.value;
  const found = (await answer.json()).givers.filter((each) => isMeant(typed, each)).slice(0, 8);
  const rows = found.map((each) => {
    const row = place.querySelector("[data-row]").content.firstElementChild.cloneNode(true);
    const radio = row.querySelector("input");
    radio.value = each.pk;
    radio.dataset.name = each.name;
    radio.checked = radio.value === picked; // chosen, and asked about once more
    radio.toggleAttribute("data-named", each.named);
    radio.addEventListener("change", () => { form.elements["brought-name"].value = each.name; });
    row.querySelector("strong").textContent = each.name;
    row.querySelector("small").textContent = each.words;
    return row;
  });
  form.querySelector("[data-matches='brought']").replaceChildren(...rows);
});
