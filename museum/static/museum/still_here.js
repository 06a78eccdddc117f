// Whoever types or taps is at the desk, though no page is asked for: it must not lock under their hands.
// And whoever is gone leaves a page on which others could read: it covers itself when the desk locks.
const EVERY = 60 * 1000;
const KEY = "desk-touched-at";
const cover = document.querySelector(".desk-cover");
const after = Number(cover?.dataset.locksAfter) * 1000;
let told = Date.now();

// Other pages of the same desk are touched too, and cover themselves together.
function lastTouch() {
  return Number(localStorage.getItem(KEY)) || told;
}

function touched() {
  if (cover.open) return;
  const now = Date.now();
  if (now - lastTouch() >= after) return look();
  localStorage.setItem(KEY, now);
  if (now - told < EVERY) return;
  told = now;
  fetch("/admin/still-here/", { credentials: "same-origin" }).catch(() => {});
}

function look() {
  if (!cover.open && Date.now() - lastTouch() >= after) {
    cover.showModal();
    document.title = cover.querySelector("h2").textContent;
  } else if (cover.open && Date.now() - lastTouch() < after) {
    cover.close(); // opened again on another page
  }
}

// Over TLS the cookie has a prefix that binds it to this host.
function token() {
  return document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]*)/)?.[1] ?? "";
}

function send(path, body) {
  const headers = { "X-CSRFToken": token(), "X-Requested-With": "XMLHttpRequest" };
  return fetch(path, { method: "POST", credentials: "same-origin", headers, body });
}

async function unlock(event) {
  event.preventDefault();
  if (event.submitter?.value === "leave") {
    const leaving = new FormData();
    leaving.set("keep", "yes"); // somebody else signs in: what this one has written waits for its own account
    await send("/admin/logout/", leaving);
    location.assign("/admin/login/");
    return;
  }
  const password = cover.querySelector("input");
  const body = new FormData();
  body.set("unlock-password", password.value);
  password.value = "";
  const answer = await send("/admin/still-here/", body).catch(() => null);
  if (answer?.status === 204) {
    told = Date.now();
    localStorage.setItem(KEY, told);
    cover.close();
  } else {
    cover.querySelector(".desk-cover-refusal").textContent = answer ? await answer.text() : "";
  }
}

// Not on a screen that stands open all day, nor on the lock: whoever taps there is not at the desk.
if (cover) {
  localStorage.setItem(KEY, told);
  document.addEventListener("input", touched, { passive: true });
  document.addEventListener("pointerdown", touched, { passive: true });
  cover.addEventListener("cancel", (event) => event.preventDefault()); // Esc opens no lock
  cover.querySelector("form").addEventListener("submit", unlock);
  setInterval(look, 5000);
  document.addEventListener("visibilitychange", look);
}
