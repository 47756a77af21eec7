/* The finder without reloading: the page stays where it is, and the keyboard goes where the answer is. */
(() => {
  "use strict";
  const beside = window.matchMedia("(min-width: 1040px)");
  let chose = false;

  document.addEventListener("htmx:beforeSwap", (event) => {
    const path = event.detail.pathInfo;
    if (!path) return;
    chose = path.anchor === "ticket";
    // Where the choice stands beside the day, nothing needs to move.
    if (beside.matches) path.anchor = undefined;
  });

  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id !== "finder") return;
    document.getElementById(chose ? "ticket" : "found")?.focus({ preventScroll: true });
  });
})();
