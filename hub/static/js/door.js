/* Names ticked off at the door. A tick stands on the device until the hub has said that it has it:
   over a lost line, a closed page and a second try. Sent twice, the hub takes it once. */
(() => {
  "use strict";
  const page = document.querySelector("[data-door]");
  if (!page) return;
  const state = document.querySelector("[data-door-state]");
  // Named after the reader: `hub.js` lets go of what is somebody else's.
  const key = `door ${document.documentElement.dataset.reader} ${window.location.pathname}`;
  const AGAIN = 8000;
  const read = () => { try { return JSON.parse(window.localStorage.getItem(key)) || []; } catch { return []; } };
  const write = (ticks) => { try { window.localStorage.setItem(key, JSON.stringify(ticks)); } catch { /* the page still holds them */ } };
  let ticks = read();
  const line = (person) => page.querySelector(`[data-person="${person}"]`);
  const say = (person, text, done) => {
    const there = line(person);
    if (!there) return;
    there.querySelector("[data-said]").textContent = text;
    there.querySelector("button").disabled = done;
  };
  const show = () => {
    for (const tick of ticks) say(tick.person, page.dataset.waiting, true);
    state.textContent = ticks.length ? page.dataset.someWait : "";
  };
  let underway = false;
  const send = async () => {
    if (underway || !ticks.length) return;
    underway = true;
    const sent = [...ticks];
    try {
      const answer = await fetch(page.dataset.door, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": page.dataset.token, Accept: "application/json" },
        body: JSON.stringify(sent),
        redirect: "error",
      });
      if (!answer.ok) throw new Error(String(answer.status));
      const told = await answer.json();
      const heard = new Set(told.map((each) => each.id));
      ticks = ticks.filter((tick) => !heard.has(tick.id));
      write(ticks);
      for (const each of told) say(each.person, each.said, each.outcome === "taken" || each.outcome === "double");
      state.textContent = ticks.length ? page.dataset.someWait : page.dataset.allSent;
    } catch {
      show();
      window.setTimeout(send, AGAIN);
    }
    underway = false;
  };
  page.addEventListener("click", (event) => {
    const person = event.target.closest("button")?.closest("[data-person]")?.dataset.person;
    if (!person) return;
    ticks.push({ id: window.crypto.randomUUID(), person, at: new Date().toISOString() });
    write(ticks);
    show();
    send();
  });
  page.querySelector("[data-door-find]").addEventListener("input", (event) => {
    const sought = event.target.value.trim().toLowerCase();
    for (const there of page.querySelectorAll("[data-person]")) there.hidden = !there.dataset.name.includes(sought);
  });
  window.addEventListener("online", send);
  show();
  send();
})();
