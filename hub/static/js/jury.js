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
  // Named after the reader: `hub.js` lets go of what is somebody else's.
  const mine = `jury ${document.documentElement.dataset.reader}`;
  const stored = {
    get(key) { try { return JSON.parse(window.localStorage.getItem(`${mine} ${key}`)); } catch { return null; } },
    set(key, value) { try { window.localStorage.setItem(`${mine} ${key}`, JSON.stringify(value)); } catch { /* full or forbidden: the form still holds it */ } },
    drop(key) { try { window.localStorage.removeItem(`${mine} ${key}`); } catch { /* as above */ } },
  };

  /* ---- the timer ---- */
  // A page that was kept is older than its looks: how far its clock was ahead is kept with it.
  const known = stored.get(`clock ${window.location.pathname}`);
  const ahead = known?.now === words.now ? known.ahead : Date.parse(words.now) - Date.now();
  const clock = () => Date.now() + ahead;
  const presenting = Number(words.presentation) * 60000;
  const minutes = (ms) => {
    const s = Math.ceil(Math.abs(ms) / 1000);
    return `${Math.floor(s / 60)}:${String(s % 60).padStart(2, "0")}`;
  };
  const turns = [...document.querySelectorAll("[data-turn]")].map((item) => {
    const key = `start ${item.id}`;
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
  const point = (line, turn, time) => {
    line.hidden = !turn;
    if (!turn) return;
    const link = line.querySelector("a");
    link.href = `#${turn.item.id}`;
    link.textContent = turn.item.dataset.name;
    line.querySelector("[data-time]").textContent = turn.item.dataset[time];
  };
  const [nowIs, nextIs, heard] = ["now-is", "next-is", "all-heard"].map((name) => page.querySelector(`[data-${name}]`));
  const pointOn = (at) => {
    const current = turns.find((turn) => at >= turn.planned && at < turn.planned + turn.length);
    const following = turns.find((turn) => turn.planned > at);
    point(nowIs, current, "to");
    point(nextIs, following, "from");
    heard.hidden = Boolean(current || following);
  };
  const tick = () => {
    const at = clock();
    if (heard) pointOn(at);
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
    for (const field of document.querySelectorAll("[name=csrf_token]")) field.value = token.value;
    return form.elements.csrf_token.value;
  };

  /* What is on the device of one form: `pairs` as written, on top of `version`; `arrived` once the
     server has them, for a page that was kept before it had; `hands` while "hand in" was pressed
     and has not arrived. */
  const keepMarks = (form) => {
    const key = new URL(form.action).pathname;
    const turn = form.closest("[data-turn]");
    const chip = turn.querySelector("[data-saved] .chip");
    const clash = form.querySelector("[data-clash]");
    const { version } = form.elements;
    const written = () => [...new FormData(form)].filter(([name]) => KEPT.test(name));
    const say = (text, tone) => { if (chip) { chip.textContent = text; chip.className = `chip ${tone}`; } };
    let kept = written();
    let timer = 0;
    let underway = null;
    let stopped = false;
    let hands = false;
    let tried = []; // what was sent of late: an answer may have been lost

    const unsent = () => hands || !same(kept, written());
    const remember = (said) => stored.set(key, {
      version: version.value, pairs: written(), hands, arrived: !unsent(), said, tried,
    });
    const isOurs = ({ scores, panel_note: note }) => {
      const theirs = [...Object.entries(scores).map(([name, mark]) => [`mark-${name}`, String(mark)]), ["panel_note", note]];
      return tried.some((pairs) => same(pairs.map(([name, value]) => [name, value.trim()]).sort(), theirs.sort()));
    };
    const put = (pairs) => {
      const given = new Map(pairs);
      for (const radio of form.querySelectorAll("input[type=radio]")) radio.checked = given.get(radio.name) === radio.value;
      form.elements.panel_note.value = given.get("panel_note") ?? "";
    };
    const send = (handing) => {
      const body = new FormData(form);
      body.set("then", handing ? "hand-in" : "save");
      const keepalive = document.visibilityState === "hidden" && navigator.onLine;
      return fetch(form.action, {
        method: "POST", body, credentials: "same-origin", redirect: "manual", keepalive,
        headers: { "X-CSRFToken": form.elements.csrf_token.value, Accept: "application/json" },
      });
    };
    const differ = (there) => {
      stopped = true;
      const marks = Object.entries(there.theirs.scores).map(([name, mark]) => `${name}: ${mark}`);
      clash.querySelector("[data-theirs]").textContent = [...marks, there.theirs.panel_note].filter(Boolean).join(" · ");
      clash.hidden = false;
      turn.querySelector("details").open = true;
      clash.querySelector("[data-mine]").onclick = () => {
        version.value = String(there.version);
        clash.hidden = true;
        stopped = false;
        keep(true);
      };
      clash.querySelector("[data-other]").onclick = () => { stored.drop(key); window.location.reload(); };
    };
    const later = (wait) => { window.clearTimeout(timer); timer = window.setTimeout(keep, wait); };

    const post = async () => {
      const pairs = written();
      const handing = hands;
      tried = [pairs, ...tried].slice(0, 3);
      const ask = async () => {
        const answer = await send(handing);
        if (answer.status !== 400) return answer;
        await fresh(form);
        return send(handing);
      };
      let answer = await ask();
      let there = answer.status === 409 ? await answer.json() : null;
      if (there && isOurs(there.theirs)) {
        version.value = String(there.version);
        answer = await ask();
        there = answer.status === 409 ? await answer.json() : null;
      }
      if (answer.ok) {
        const said = await answer.json();
        version.value = String(said.version);
        kept = pairs;
        if (handing) hands = false;
        remember([said.said, said.tone]);
        say(said.said, said.tone);
      } else if (answer.status === 409) {
        differ(there);
      } else if (answer.status === 401 || answer.type === "opaqueredirect") {
        say(words.signedOut, "bad");
        later(AGAIN);
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
      while (underway) await underway;
      if (stopped || (force !== true && !unsent())) return;
      say(words.saving, "");
      underway = post().catch(() => {
        remember();
        say(hands ? words.waits : words.offline, "warn");
        later(AGAIN);
      });
      await underway;
      underway = null;
      if (!stopped && !same(kept, written())) later(AGAIN);
    };
    form.addEventListener("input", () => { remember(); later(QUIET); });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      hands = event.submitter?.value === "hand-in";
      remember();
      keep(true);
    });
    window.addEventListener("online", () => keep());
    document.addEventListener("visibilitychange", () => keep());

    const found = stored.get(key);
    if (found && Array.isArray(found.pairs)) {
      const [theirs, ours] = [Number(version.value), Number(found.version)];
      hands = Boolean(found.hands);
      tried = found.tried ?? [];
      if (theirs >= ours && (found.arrived || (same(found.pairs, kept) && !hands))) stored.drop(key);
      else {
        put(found.pairs);
        turn.querySelector("details").open = true;
        const standing = { version: theirs, theirs: { scores: Object.fromEntries(
          kept.filter(([name]) => name.startsWith("mark-")).map(([name, mark]) => [name.slice(5), mark]),
        ), panel_note: new Map(kept).get("panel_note") } };
        if (theirs > ours && !same(found.pairs, kept)) differ(standing);
        else {
          // The page is an older one than these marks, or as old: they go on from where they were.
          version.value = String(Math.max(theirs, ours));
          if (found.arrived) { kept = written(); if (found.said) say(...found.said); } else keep(true);
        }
      }
    }
    return { unsent, send: () => keep(true) };
  };
  const keepers = [...document.querySelectorAll("[data-marks]")].map(keepMarks);

  /* ---- going out: first what waits is sent ---- */
  let warned = false;
  for (const form of document.querySelectorAll("[data-sign-out]"))
    form.addEventListener("submit", async (event) => {
      const waiting = keepers.filter((keeper) => keeper.unsent());
      if (warned || !waiting.length) return;
      event.preventDefault();
      await Promise.all(waiting.map((keeper) => keeper.send()));
      warned = keepers.some((keeper) => keeper.unsent());
      const warning = page.querySelector("[data-warn]");
      warning.textContent = words.unsent;
      warning.hidden = !warned;
      if (!warned) form.requestSubmit();
    });
})();
