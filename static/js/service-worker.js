// Keeps the scanner's two pages, and what they are made of, for when there is no network. Everything else goes to the
// server as ever. Pages are put into the cache by scan.js, after they were opened with network. A network that answers
// nothing counts as none after three seconds.
const CACHE = "yunhe-scan-1";
const PAGES = ["/stations/scan/", "/stations/scan/deputies/"];
const PATIENCE = 3000;
const HASHED = /\.[0-9a-f]{12}\.\w+$/; // a name that never changes its content

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  const tidy = async () => {
    for (const name of await caches.keys()) if (name.startsWith("yunhe-scan-") && name !== CACHE) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  const isPage = request.mode === "navigate" && PAGES.includes(url.pathname);
  if (!isPage && !url.pathname.startsWith("/static/")) return;
  const answer = async () => {
    const kept = await caches.match(isPage ? url.pathname : request, { ignoreSearch: isPage, ignoreVary: true });
    if (!kept) return fetch(request);
    if (HASHED.test(url.pathname)) return kept;
    const late = new Promise((resolve) => setTimeout(() => resolve(kept), PATIENCE));
    return Promise.race([fetch(request).catch(() => kept), late]);
  };
  event.respondWith(answer());
});
