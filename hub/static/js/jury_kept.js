/* A juror's day on their device: this page, the applications and their files are kept, so that all
   of it opens without a connection. What is kept is this reader's: `hub.js` lets go of it as soon
   as somebody else reads here, or nobody. */
(() => {
  "use strict";
  const page = document.querySelector("[data-jury]");
  const { reader } = document.documentElement.dataset;
  if (!page || !reader || !window.caches || !("serviceWorker" in navigator)) return;
  const here = window.location.pathname;
  const name = `jury ${reader} ${here}`;
  const LARGEST = 30 * 1024 * 1024;
  const EVERY = 60000;

  const pathsIn = (root) =>
    [...root.querySelectorAll("a[data-keep]")].map((link) => new URL(link.getAttribute("href"), window.location.origin).pathname);
  const ask = async (path) => {
    // Led elsewhere, to the sign-in say, is no page of theirs.
    const answer = await fetch(path, { credentials: "same-origin", redirect: "error" });
    return answer.ok && Number(answer.headers.get("Content-Length") || 0) < LARGEST ? answer : null;
  };
  const readBy = (text) => new DOMParser().parseFromString(text, "text/html");

  /* A page, if it is still this reader's; what it links to that is to be kept with it. */
  const keepPage = async (cache, path) => {
    const answer = await ask(path);
    if (!answer) return null;
    const there = readBy(await answer.clone().text());
    if (there.documentElement.dataset.reader !== reader) return null;
    await cache.put(path, answer);
    return there;
  };
  const keepClock = (there) => {
    const { now } = there.querySelector("[data-jury]").dataset;
    const record = { now, ahead: Date.parse(now) - Date.now() };
    try { window.localStorage.setItem(`jury ${reader} clock ${here}`, JSON.stringify(record)); } catch { /* the timer then goes by this device's clock */ }
  };
  const assets = () => performance.getEntriesByType("resource")
    .map((entry) => new URL(entry.name))
    .filter((url) => url.origin === window.location.origin && url.pathname.startsWith("/static/"))
    .map((url) => url.pathname + url.search);

  const keepAll = async () => {
    const cache = await caches.open(name);
    const day = await keepPage(cache, here);
    if (!day) return false;
    keepClock(day);
    const wanted = new Set([here]);
    for (const path of pathsIn(day)) {
      wanted.add(path);
      const material = await keepPage(cache, path);
      for (const sheet of material?.querySelectorAll("link[rel=stylesheet]") ?? []) {
        const url = new URL(sheet.getAttribute("href"), window.location.origin);
        if (!(await cache.match(url.href))) await cache.add(url.href);
      }
      for (const file of material ? pathsIn(material) : []) {
        wanted.add(file);
        if (await cache.match(file, { ignoreVary: true })) continue;
        const answer = await ask(file);
        if (answer) await cache.put(file, answer);
      }
    }
    for (const url of assets()) if (!(await cache.match(url, { ignoreVary: true }))) await cache.add(url);
    for (const request of await cache.keys()) {
      const { pathname } = new URL(request.url);
      if (pathname.startsWith("/jury/") && !wanted.has(pathname)) await cache.delete(request);
    }
    return true;
  };

  let last = 0;
  let underway = false;
  const keep = async () => {
    if (underway || Date.now() - last < EVERY) return;
    underway = true;
    try {
      await navigator.serviceWorker.register(page.dataset.worker, { scope: "/jury/" });
      if (await keepAll()) {
        last = Date.now();
        const said = document.querySelector("[data-kept]");
        if (said) said.hidden = false;
      }
    } catch { /* no connection, or no room: what was kept before stays */ }
    underway = false;
  };
  keep();
  window.addEventListener("online", keep);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") keep(); });
})();
