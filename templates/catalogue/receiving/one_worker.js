// 收一件 without a connection: the page, what it is drawn with, and who is known, as they were the last
// time there was one. Served at the page's own address, since a worker sees no more than what lies below
// its own. What is asked of the museum always goes there first.
const KEPT = "museum.one";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", ({ data, ports }) => {
  keep(data).then(() => true, async () => Boolean(await caches.match(data.page, { ignoreVary: true }))).then((isKept) => ports[0].postMessage(isKept));
});

async function keep({ page, givers, assets }) {
  const cache = await caches.open(KEPT);
  await Promise.all(assets.map(async (each) => (await cache.match(each)) ?? cache.add(each)));
  for (const each of [page, givers]) {
    const answer = await fetch(each, { credentials: "same-origin" });
    if (!answer.ok || answer.redirected) throw new Error();
    await cache.put(each, answer);
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin) return;
  const isPage = request.mode === "navigate" && address.pathname === new URL(self.registration.scope).pathname;
  if (isPage || address.pathname.endsWith("/givers/")) {
    event.respondWith(fetch(request).catch(async (problem) => (await caches.match(address.pathname, { ignoreVary: true })) ?? Promise.reject(problem)));
  } else if (address.pathname.includes("/static/")) {
    event.respondWith(caches.match(request, { ignoreVary: true }).then((kept) => kept ?? fetch(request)));
  }
});
