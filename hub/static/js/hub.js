/* Small comforts. Every page works without this file. */
(() => {
  "use strict";
  const menus = () => document.querySelectorAll("details[data-menu][open]");

  // A menu closes when one looks elsewhere, and gives the keyboard back to its button.
  document.addEventListener("click", (event) => {
    for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of menus()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  // Messages stay until they are put away.
  for (const button of document.querySelectorAll("[data-put-away]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      button.closest("[data-toast]").remove();
      document.getElementById("main").focus();
    });
  }

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }

  // In a row of tabs that is scrolled, the one that is open is brought into view; the page stays.
  for (const row of document.querySelectorAll(".subtabs")) {
    const open = row.querySelector("[aria-current]");
    if (open && row.scrollWidth > row.clientWidth) {
      row.scrollLeft = open.offsetLeft - row.offsetLeft - (row.clientWidth - open.offsetWidth) / 2;
    }
  }

  // The error summary is the first thing to be read after a refusal.
  const errors = document.getElementById("errors");
  if (errors) {
    errors.tabIndex = -1;
    errors.focus();
  }

  // What pages of a jury's day and of a class's door keep on this device is their reader's. It goes as soon as somebody
  // else reads here, or nobody; marks that have not arrived yet only with somebody else, so that
  // signing in again loses none. Signing out ends both.
  const { reader } = document.documentElement.dataset;
  const ofOthers = (name, mine) =>
    ["jury ", "door "].some((kind) => name.startsWith(kind) && !(mine && name.startsWith(`${kind}${mine} `)));
  const letPagesGo = (mine) => window.caches?.keys()
    .then((names) => names.filter((name) => ofOthers(name, mine)).forEach((name) => window.caches.delete(name)))
    .catch(() => { /* none are kept where there is no store */ });
  const letMarksGo = (mine) => {
    try {
      for (const name of Object.keys(window.localStorage)) if (ofOthers(name, mine)) window.localStorage.removeItem(name);
    } catch { /* as above */ }
  };
  if (reader !== undefined) letPagesGo(reader);
  if (reader) letMarksGo(reader);
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || !event.target.matches("[data-sign-out]")) return;
    letPagesGo("");
    letMarksGo("");
  });

  // A form is sent once, also when its button is pressed twice.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.getAttribute("method") !== "post") return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    // Some answers are files and leave the page standing: the form may be used again.
    window.setTimeout(() => delete form.dataset.sent, 4000);
  });

  // The clocks go on from the time the server wrote, whatever this device believes.
  const clocks = [...document.querySelectorAll("[data-clocks] [data-time]")];
  const written = clocks.map((clock) => clock.textContent);
  const opened = Date.now();
  const tick = () => {
    const minutes = Math.floor((Date.now() - opened) / 60000);
    clocks.forEach((clock, i) => {
      const [, hour, sign, minute] = /(\d+)([:.])(\d+)/.exec(written[i]) ?? [];
      if (!sign) return;
      const total = Number(hour) * 60 + Number(minute) + minutes;
      const two = (n) => String(n).padStart(2, "0");
      clock.textContent = two(Math.floor(total / 60) % 24) + sign + two(total % 60);
      const weekday = clock.parentElement.querySelector("[data-weekday]");
      if (weekday && total >= 24 * 60) weekday.hidden = true;
    });
  };
  if (clocks.length) window.setInterval(tick, 15000);
})();
