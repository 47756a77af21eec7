/* Without a connection a juror's pages are answered from what they have kept of themselves on the
   device (`jury_kept.js`). This keeps nothing, and answers nothing that there is a connection for. */
"use strict";
const PATIENCE = 6000; // milliseconds until a connection counts as none
const OLDEST = 20 * 3600 * 1000; // the day, and not the next one

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const kept = async (path) => {
  const found = await caches.match(path, { ignoreVary: true });
  return found && Date.now() - Date.parse(found.headers.get("Date")) < OLDEST ? found : undefined;
};
const forget = async (path) => {
  for (const name of await caches.keys())
    if (name.startsWith("jury ")) await (await caches.open(name)).delete(path, { ignoreVary: true });
};
const pause = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });

const page = async (event) => {
  const path = new URL(event.request.url).pathname;
  const asked = fetch(event.request).catch(() => undefined);
  const answer = await Promise.race([asked, pause(PATIENCE)]);
  if (answer && answer.status < 500) {
    // Led elsewhere or refused: it is not theirs any more, here neither.
    if (!answer.ok) event.waitUntil(forget(path));
    return answer;
  }
  return (await kept(path)) || answer || (await asked) || Response.error();
};
const asset = async (request) =>
  (await caches.match(request, { ignoreVary: true })) || fetch(request);

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (url.pathname !== "/jury/open") event.respondWith(page(event));
  } else if (url.pathname.startsWith("/static/")) event.respondWith(asset(request));
});
