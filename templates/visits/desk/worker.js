{% load static %}/* Gives out the kept page of the door when the museum does not answer. Keeps nothing of anybody. */
const SHELF = "museum.door";
const AWAY = "{% url 'visits:away' %}";
const FILES = [
  "{% static 'museum/tokens.css' %}",
  "{% static 'museum/desk/screen.css' %}",
  "{% static 'museum/desk/ask.css' %}",
  "{% static 'museum/visits.css' %}",
  "{% static 'museum/visits_door.css' %}",
  "{% static 'museum/visits_door.js' %}",
  "{% static 'museum/visits_group.js' %}",
];
const PATIENCE = 8000;

self.addEventListener("install", (event) => event.waitUntil(keepAll().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

// Whoever is signed out is sent elsewhere: that page is not the door.
async function keepAll() {
  const shelf = await caches.open(SHELF);
  const kept = await Promise.all([AWAY, ...FILES].map((file) => fetch(file, { cache: "reload", redirect: "error" })));
  if (kept.some((each) => !each.ok)) throw new Error("not signed in");
  await Promise.all(kept.map((each, n) => shelf.put([AWAY, ...FILES][n], each)));
}

self.addEventListener("fetch", (event) => {
  const path = new URL(event.request.url).pathname;
  if (event.request.method !== "GET") return;
  if (event.request.mode === "navigate") event.respondWith(soon(event.request).catch(() => caches.match(AWAY).then((kept) => kept ?? Response.error())));
  else if (FILES.includes(path)) event.respondWith(fetch(event.request).catch(() => caches.match(path).then((kept) => kept ?? Response.error())));
});

function soon(request) {
  return Promise.race([fetch(request), new Promise((_kept, tooLate) => setTimeout(tooLate, PATIENCE))]);
}
