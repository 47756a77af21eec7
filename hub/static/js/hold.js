/* Says how long a hold still lasts; the page says until when without it. */
(() => {
  "use strict";
  const hold = document.querySelector("[data-hold]");
  if (!hold) return;
  // Counted from the server's time, whatever this device believes.
  const total = Date.parse(hold.dataset.hold) - Date.parse(hold.dataset.now);
  const opened = Date.now();
  const left = hold.querySelector("[data-left]");
  const tick = () => {
    const seconds = Math.max(0, Math.round((total - (Date.now() - opened)) / 1000));
    left.textContent = ` · ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  };
  tick();
  window.setInterval(tick, 1000);
})();
