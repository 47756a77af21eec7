/* A juror's day: marks are kept while they are made, also without a connection and over a closed
   page, and the timer of each meeting runs by the server's clock. Without this file the form's
   buttons keep the marks, and the times stand as text. */
(() => {
  "use strict";
  const page = document.querySelector("[data-jury]");
  if (!page) return;
  const words = page.dataset;
  const QUIET = 800;
  const AGAIN = 5000;
  const stored = {
    get(key) { try { return JSON.parse(window.localStorage.getItem(key)); } catch { return null; } },
    set(key, value) { try { window.localStorage.setItem(key, JSON.stringify(value)); } catch { /* full or forbidden: the form still holds it */ } },
    drop(key) { try { window.localStorage.removeItem(key); } catch { /* as above */ } },
  };

  /* ---- the timer ---- */
  const ahead = Date.parse(words.now) - Date.now();
  const clock = () => Date.now() + ahead;
  const presenting = Number(words.presentation) * 60000;
  const minutes = (ms) => {
    const s = Math.ceil(Math.abs(ms) / 1000);
    return `${Math.floor(s / 60)}:${String(s % 60).padStart(2, "0")}`;
  };
  const turns = [...document.querySelectorAll("[data-turn]")].map((item) => {
    const key = `jury start ${item.id}`;
    const planned = Date.parse(item.dataset.starts);
    const length = Date.parse(item.dataset.ends) - planned;
    const turn = { item, planned, length, starts: stored.get(key) ?? planned };
    const begin = item.querySelector("[data-begin]");
    begin?.addEventListener("click", () => {
      turn.starts = clock();
      stored.set(key, turn.starts);
      tick();
    });
    turn.begin = begin;
    turn.timer = item.querySelector("[data-timer]");
    return turn;
  });
  const shown = (turn, at) => {
    const past = at - turn.starts;
    if (past < 0) return past > -15 * 60000 ? `${words.until} ${minutes(past)}` : "";
    if (past < presenting) return `${words.presenting} ${minutes(presenting - past)}`;
    if (past < turn.length) return `${words.asking} ${minutes(turn.length - past)}`;
    return past < turn.length + 15 * 60000 ? `${words.over} +${minutes(past - turn.length)}` : "";
  };
  const tick = () => {
    const at = clock();
    for (const turn of turns) {
      const text = shown(turn, at);
      turn.timer.textContent = text;
      turn.timer.hidden = !text;
      turn.timer.classList.toggle("over", at - turn.starts >= turn.length);
      turn.item.classList.toggle("on", at >= turn.starts && at < turn.starts + turn.length);
      turn.item.classList.toggle("past", at >= turn.starts + turn.length);
      if (turn.begin) turn.begin.hidden = at < turn.planned - 15 * 60000 || at > turn.planned + 3 * 3600000;
    }
  };
  tick();
  window.setInterval(tick, 1000);

  /* ---- the marks of one meeting ---- */
  const KEPT = /^(mark-.+|panel_note)$/;
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  const fresh = async (form) => {
    const answer = await fetch(window.location.href, { credentials: "same-origin" });
    const there = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = there.querySelector("[data-marks] [name=csrf_token]");
    if (!token) throw new Error("signed out");
    for (const field of document.querySelectorAll("[data-marks] [name=csrf_token]")) field.value = token.value;
    return form.elements.csrf_token.value;
  };

  const keepMarks = (form) => {
    const key = `jury ${form.action}`;
    const turn = form.closest("[data-turn]");
    const chip = turn.querySelector("[data-saved] .chip");
    const clash = form.querySelector("[data-clash]");
    const { version } = form.elements;
    const written = () => [...new FormData(form)].filter(([name]) => KEPT.test(name));
    const say = (text, tone) => { if (chip) { chip.textContent = text; chip.className = `chip ${tone}`; } };
    let kept = written();
    let timer = 0;
    let underway = false;
    let stopped = false;
    let hands = false; // "hand in" was pressed and has not arrived yet

    const remember = () => stored.set(key, { version: version.value, pairs: written(), hands });
    const put = (pairs) => {
      const given = new Map(pairs);
      for (const radio of form.querySelectorAll("input[type=radio]")) radio.checked = given.get(radio.name) === radio.value;
      form.elements.panel_note.value = given.get("panel_note") ?? "";
    };
    const send = (handing) => {
      const body = new FormData(form);
      body.set("then", handing ? "hand-in" : "save");
      return fetch(form.action, {
        method: "POST", body, credentials: "same-origin", redirect: "manual",
        headers: { "X-CSRFToken": form.elements.csrf_token.value, Accept: "application/json" },
      });
    };
    const differ = (there) => {
      stopped = true;
      const marks = Object.entries(there.theirs.scores).map(([name, mark]) => `${name}: ${mark}`);
      clash.querySelector("[data-theirs]").textContent = [...marks, there.theirs.panel_note].filter(Boolean).join(" · ");
      clash.hidden = false;
      clash.querySelector("[data-mine]").onclick = () => {
        version.value = String(there.version);
        clash.hidden = true;
        stopped = false;
        keep(true);
      };
      clash.querySelector("[data-other]").onclick = () => { stored.drop(key); window.location.reload(); };
    };
    const later = () => { window.clearTimeout(timer); timer = window.setTimeout(keep, AGAIN); };

    const post = async () => {
      const pairs = written();
      const handing = hands;
      let answer = await send(handing);
      if (answer.status === 400) { await fresh(form); answer = await send(handing); }
      if (answer.ok) {
        const said = await answer.json();
        version.value = String(said.version);
        kept = pairs;
        if (handing) hands = false;
        if (same(kept, written())) stored.drop(key); else remember();
        say(said.said, said.tone);
      } else if (answer.status === 409) {
        differ(await answer.json());
      } else if (answer.status === 401 || answer.type === "opaqueredirect") {
        say(words.signedOut, "bad");
        later();
      } else if (answer.status === 422) {
        hands = false;
        remember();
        say((await answer.json()).message, "bad");
      } else if (answer.status === 404 || answer.status === 410) {
        stopped = true;
        say(words.ended, "bad");
      } else throw new Error(String(answer.status));
    };
    const keep = async (force = false) => {
      window.clearTimeout(timer);
      if (underway || stopped) return;
      if (force !== true && !hands && same(kept, written())) return;
      underway = true;
      say(words.saving, "");
      try { await post(); } catch {
        say(hands ? words.waits : words.offline, "warn");
        later();
      }
      underway = false;
      if (!stopped && !same(kept, written())) { window.clearTimeout(timer); timer = window.setTimeout(keep, AGAIN); }
    };
    form.addEventListener("input", () => {
      remember();
      window.clearTimeout(timer);
      timer = window.setTimeout(keep, QUIET);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      hands = event.submitter?.value === "hand-in";
      remember();
      keep(true);
    });
    window.addEventListener("online", () => keep());
    document.addEventListener("visibilitychange", () => keep());

    const record = stored.get(key);
    if (record && Array.isArray(record.pairs)) {
      const standing = { version: version.value, theirs: { scores: Object.fromEntries(
        kept.filter(([name]) => name.startsWith("mark-")).map(([name, mark]) => [name.slice(5), mark]),
      ), panel_note: form.elements.panel_note.value } };
      hands = Boolean(record.hands);
      if (same(record.pairs, kept) && !hands) stored.drop(key);
      else {
        put(record.pairs);
        if (record.version === standing.version) keep(true);
        else differ(standing);
        turn.querySelector("details").open = true;
      }
    }
  };
  for (const form of document.querySelectorAll("[data-marks]")) keepMarks(form);
})();
