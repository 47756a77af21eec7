/* The finder without reloading: the page stays where it is, the keyboard goes where the answer is,
   what is free is looked at again, and a changed field looks for itself. */
(() => {
  "use strict";
  const beside = window.matchMedia("(min-width: 1040px)");
  const EVERY = 20000, TYPING = 8000;
  // All that an answer changes, the fields excepted: somebody may be writing in them.
  const PARTS = ["found-head", "found-where", "needs-said", "search-note", "found-views", "results"];
  let typed = 0, changed = false, turn = 0, going = 0;
  let mark = { of: "", told: "" };
  document.documentElement.classList.add("finds");

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

  // Another answer as a page with a finder; false when there is none, null when another was asked
  // for meanwhile.
  const fetched = async (address) => {
    const mine = (turn += 1);
    const answer = await fetch(address, { cache: "no-store" }).catch(() => null);
    const text = answer?.ok && !answer.redirected ? await answer.text().catch(() => null) : null;
    if (mine !== turn) return null;
    if (text === null) return false;
    const page = new DOMParser().parseFromString(text, "text/html");
    return page.getElementById("finder") ? page : false;
  };

  // A link or the search: the whole finder is another one, and so is the address. Whatever cannot
  // be shown in its place is opened as any page is.
  const go = async (address) => {
    going += 1;
    const page = await fetched(address);
    going -= 1;
    if (page === null) return;
    if (!page) { window.location.assign(address); return; }
    if (!window.history.state?.finder) window.history.replaceState({ finder: true }, "");
    window.history.pushState({ finder: true }, "", address);
    document.getElementById("finder").replaceWith(page.getElementById("finder"));
    document.title = page.title;
    say(page.getElementById("found-said").textContent);
    changed = false;
    const chosen = address.hash === "#ticket" ? document.getElementById("ticket") : null;
    (chosen ?? document.getElementById("found"))?.focus({ preventScroll: true });
    // Where the choice stands beside the day, nothing needs to move.
    if (!beside.matches) chosen?.scrollIntoView();
    look();
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("#finder a");
    if (!(link instanceof HTMLAnchorElement) || event.defaultPrevented) return;
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const [path] = document.querySelector("form.search").action.split("?");
    if (link.href.split(/[?#]/)[0] !== path || link.getAttribute("href").startsWith("#")) return;
    event.preventDefault();
    go(new URL(link.href));
  });
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || !event.target.matches("#finder form.search")) return;
    event.preventDefault();
    go(wanted(event.target));
  });
  const wanted = (form) => {
    const address = new URL(form.action);
    address.search = new URLSearchParams(new FormData(form));
    return address;
  };
  window.addEventListener("popstate", (event) => { if (event.state?.finder) window.location.reload(); });

  // The parts of another answer in place of these; false when there was none, or something to mend,
  // null when another was asked for meanwhile.
  const renew = async (address, parts) => {
    if (going) return null;
    const page = await fetched(address);
    if (page === null) return null;
    if (!page || page.getElementById("errors") || page.querySelector(".which")) return false;
    const back = keep();
    for (const id of parts) {
      const here = document.getElementById(id), there = page.getElementById(id);
      if (here && there) here.replaceWith(there);
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
    const asked = wanted(form);
    const renewed = await renew(asked, PARTS);
    if (renewed === null) return;
    if (!renewed) { form.requestSubmit(); return; }
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
