/* The finder without reloading: the page stays where it is, the keyboard goes where the answer is,
   what is free is looked at again, and a changed field looks for itself. */
(() => {
  "use strict";
  const beside = window.matchMedia("(min-width: 1040px)");
  const EVERY = 20000, TYPING = 8000;
  // All that an answer changes, the fields excepted: somebody may be writing in them.
  const PARTS = ["found-head", "found-where", "needs-said", "search-note", "found-views", "results"];
  let chose = false, typed = 0, changed = false, turn = 0;
  let mark = { of: "", told: "" };
  document.documentElement.classList.add("finds");

  document.addEventListener("htmx:beforeSwap", (event) => {
    const path = event.detail.pathInfo;
    if (!path) return;
    turn += 1;
    chose = path.anchor === "ticket";
    // Where the choice stands beside the day, nothing needs to move.
    if (beside.matches) path.anchor = undefined;
  });

  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id !== "finder") return;
    changed = false;
    document.getElementById(chose ? "ticket" : "found")?.focus({ preventScroll: true });
    look();
  });

  // Where the reader is: the link that has the keyboard, how far the day is scrolled, what is open.
  const like = (one) => [...document.querySelectorAll("#finder a, #finder button")].filter((each) =>
    each.namespaceURI === one.namespaceURI && each.localName === one.localName
    && each.getAttribute("href") === one.getAttribute("href"));

  const keep = () => {
    const focus = document.activeElement, nth = like(focus).indexOf(focus);
    const inTicket = focus.closest("#ticket");
    const scrolled = [...document.querySelectorAll("#results .tl-scroll")].map((each) => each.scrollLeft);
    const open = [...document.querySelectorAll("#results details")].map((each) => each.open);
    return () => {
      document.querySelectorAll("#results .tl-scroll").forEach((each, n) => { each.scrollLeft = scrolled[n] ?? 0; });
      document.querySelectorAll("#results details").forEach((each, n) => { each.open = open[n] ?? false; });
      if (focus === document.body || focus.isConnected) return;
      const same = focus.id ? document.getElementById(focus.id) : like(focus)[nth] ?? like(focus)[0];
      (same ?? document.getElementById(inTicket ? "ticket" : "found"))?.focus({ preventScroll: true });
    };
  };

  // The parts of another answer in place of these; false when there was none, or something to mend.
  const renew = async (address, parts) => {
    const mine = (turn += 1);
    const answer = await fetch(address, { cache: "no-store" }).catch(() => null);
    if (!answer?.ok || answer.redirected) return false;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine !== turn || !page.getElementById("finder")) return true; // overtaken by another
    if (page.getElementById("errors") || page.querySelector(".which")) return false;
    const back = keep();
    for (const id of parts) {
      const here = document.getElementById(id), there = page.getElementById(id);
      if (!here || !there) continue;
      here.replaceWith(there);
      window.htmx?.process(there);
    }
    document.title = page.title;
    document.getElementById("finder").dataset.mark = page.getElementById("finder").dataset.mark;
    back();
    return true;
  };
  const say = (words) => { document.getElementById("found-said").textContent = words; };

  // Is it still so? Asked with the mark that is known; only another one fetches the page anew.
  const look = async () => {
    const address = document.getElementById("finder")?.dataset.mark;
    if (!address) return;
    const known = mark.of === address ? mark.told : "";
    const headers = known ? { "If-None-Match": known } : {};
    const answer = await fetch(address, { headers, cache: "no-store" }).catch(() => null);
    if (!answer || answer.status !== 200) return;
    mark = { of: address, told: answer.headers.get("ETag") ?? "" };
    if (!known || known === mark.told) return;
    const gone = document.querySelector("#ticket[data-gone]")?.dataset.gone;
    await renew(window.location.href, ["found-views", "results"]);
    if (gone && !document.querySelector("#ticket[data-gone]")) say(gone);
  };
  const busy = () => document.hidden || Date.now() - typed < TYPING
    || document.activeElement?.matches("#ticket input") || document.querySelector(".needs[open]");
  window.setInterval(() => { if (!busy()) look(); }, EVERY);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
  look();

  // A field that was changed looks for itself as soon as one leaves it.
  const search = async () => {
    const form = document.querySelector("form.search");
    if (!changed || !form?.checkValidity()) return;
    changed = false;
    const asked = new URL(form.action);
    asked.search = new URLSearchParams(new FormData(form));
    if (!await renew(asked, PARTS)) { form.requestSubmit(); return; }
    window.history.replaceState(window.history.state, "", asked);
    say(document.getElementById("found").textContent);
    look();
  };
  document.addEventListener("input", (event) => {
    if (!event.target.closest("#finder")) return;
    typed = Date.now();
    if (event.target.closest("form.search")) changed = true;
  });
  document.addEventListener("focusout", (event) => {
    const next = event.relatedTarget;
    if (!event.target.closest("form.search") || event.target.closest(".needs") || next?.closest("[type=submit]")) return;
    search();
  });
  document.addEventListener("toggle", (event) => {
    if (event.target.matches("form.search .needs") && !event.target.open) search();
  }, true);

  // On the plan the arrow keys go to the nearest room in their direction.
  const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const middle = (room) => {
    const box = room.querySelector("rect").getBBox();
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  document.addEventListener("keydown", (event) => {
    const way = WAYS[event.key], room = event.target.closest?.("svg.floor a.room");
    if (!way || !room || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const [x, y] = middle(room);
    const far = (each) => {
      const [ax, ay] = middle(each), dx = ax - x, dy = ay - y;
      const along = dx * way[0] + dy * way[1], across = Math.abs(dx * way[1]) + Math.abs(dy * way[0]);
      return along > 4 && along * 2 > across ? along + 2 * across : Infinity;
    };
    const others = [...room.ownerSVGElement.querySelectorAll("a.room")].filter((each) => each !== room);
    const near = others.sort((a, b) => far(a) - far(b))[0];
    if (near && far(near) < Infinity) near.focus();
  });
})();
