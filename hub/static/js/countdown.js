/* Deadlines tick, and are told in the reader's own zone too. The page says both without this file. */
(() => {
  "use strict";
  const speech = document.documentElement.lang || "en";
  const opened = Date.now();
  const UNITS = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];

  // The same two units, rounded down, as the server says them (accelerator.programmes.rules).
  const said = (seconds) => {
    const first = UNITS.findIndex(([, length]) => seconds >= length);
    if (first < 0) return "";
    const parts = [];
    let rest = seconds;
    for (const [unit, length] of UNITS.slice(first, first + 2)) {
      const count = Math.floor(rest / length);
      rest %= length;
      if (count) parts.push(new Intl.NumberFormat(speech, { style: "unit", unit, unitDisplay: "long" }).format(count));
    }
    return parts.join(" ");
  };

  const counting = [...document.querySelectorAll("[data-countdown]")].map((place) => ({
    place,
    // Counted from the server's time, whatever this device believes.
    total: Date.parse(place.dataset.countdown) - Date.parse(place.dataset.now),
  }));
  const tick = () => {
    for (const { place, total } of counting) {
      const seconds = Math.floor((total - (Date.now() - opened)) / 1000);
      const text = seconds > 0 ? place.dataset.sentence.replace("{time}", said(seconds)) : place.dataset.over;
      if (place.textContent !== text) place.textContent = text;
    }
  };
  if (counting.length) {
    tick();
    window.setInterval(tick, 1000);
  }

  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  for (const place of document.querySelectorAll("[data-zoned]")) {
    if (!zone || place.dataset.known.split(" ").includes(zone)) continue;
    const parts = { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "short" };
    const time = new Intl.DateTimeFormat(speech === "en" ? "en-GB" : speech, parts).format(new Date(place.dataset.zoned));
    place.textContent = place.dataset.sentence.replace("{time}", time);
    place.hidden = false;
  }
})();
