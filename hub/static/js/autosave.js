/* Answers are sent as one writes, two seconds after the last key and at the latest after eight. Until
   the hub has said that it has them, they lie in this device's storage: through a lost network, an
   ended sign-in and a closed page. Nothing is overwritten: where somebody else wrote, the page asks.
   Without this file a button saves (docs/decisions/0013). */
(() => {
  "use strict";
  const root = document.querySelector("[data-autosave]");
  if (!root) return;
  const say = root.dataset;
  const PAUSE = 2000, LONGEST = 8000, PATIENCE = 30000, KEPT_DAYS = 30;
  const prefix = `hub.unsent:${say.person}:${say.application}:`;
  const waiting = new Map(); // key → {pairs, seen, tried, first, due, stopped}
  const shown = document.querySelector("[data-save-state]");
  let token = say.token, sending = false, signedOut = false, leaving = false, failures = 0;
  let retryAt = 0, timer = 0;

  const store = {
    put(key, entry) {
      const { pairs, seen, tried } = entry;
      try { localStorage.setItem(prefix + key, JSON.stringify({ pairs, seen, tried, at: Date.now() })); } catch { /* full or forbidden: the page itself still has it */ }
    },
    drop(key) { try { localStorage.removeItem(prefix + key); } catch { /* as above */ } },
    all() {
      const found = [];
      try {
        for (const name of Object.keys(localStorage)) {
          if (!name.startsWith(prefix)) continue;
          const entry = JSON.parse(localStorage.getItem(name));
          if (Date.now() - entry.at < KEPT_DAYS * 864e5) found.push([name.slice(prefix.length), entry]);
          else localStorage.removeItem(name);
        }
      } catch { /* nothing to be had */ }
      return found;
    },
  };

  const box = (key) => root.querySelector(`[data-asked="${CSS.escape(key)}"]`);
  const fields = (key) => [...(box(key)?.querySelectorAll("[name^='q-']") ?? [])].filter((f) => f.type !== "file" && f.tagName !== "BUTTON");
  const pairsOf = (key) => fields(key)
    .filter((f) => !["radio", "checkbox"].includes(f.type) || f.checked)
    .map((f) => [f.name, f.value]);
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  const seenOf = (key) => box(key)?.querySelector("[data-seen]");
  const note = (key, text, tone = "") => {
    const place = box(key)?.querySelector("[data-said]");
    if (place) { place.textContent = text; place.className = `small save-said ${tone}`; }
  };
  const state = (text, tone = "", link = "") => {
    if (!shown || (shown.dataset.text === text && shown.dataset.tone === tone)) return;
    shown.dataset.text = text;
    shown.dataset.tone = tone;
    shown.replaceChildren(text);
    if (link) {
      const a = document.createElement("a");
      a.href = link; a.target = "_blank"; a.rel = "noopener"; a.textContent = say.saySignIn;
      shown.append(" ", a);
    }
  };

  // What somebody writes is noted at once, here; then it is sent in its time.
  const touched = (key, pause = PAUSE) => {
    const seen = seenOf(key);
    if (!seen) return;
    const now = Date.now(), before = waiting.get(key);
    const entry = before ?? { seen: seen.value, tried: [], first: now };
    entry.pairs = pairsOf(key);
    entry.due = Math.min(now + pause, entry.first + LONGEST);
    entry.refused = false;
    waiting.set(key, entry);
    store.put(key, entry);
    if (!signedOut && !entry.stopped && failures === 0) state(say.sayTyping);
    plan();
  };

  const plan = () => {
    window.clearTimeout(timer);
    if (signedOut || sending) return;
    const dues = [...waiting.values()].filter((e) => !e.stopped && !e.refused).map((e) => Math.max(e.due, retryAt));
    if (dues.length) timer = window.setTimeout(send, Math.max(0, Math.min(...dues) - Date.now()));
  };

  const post = (url, body, keepalive = false) => fetch(url, {
    method: "POST", body, keepalive, credentials: "same-origin", redirect: "manual",
    headers: { "X-CSRFToken": token, Accept: "application/json" },
  });
  const bodyOf = (key, entry) => {
    const body = new URLSearchParams([...entry.pairs, [`v-${key}`, entry.seen], ["csrf_token", token]]);
    if (!entry.pairs.some(([name]) => name === "q-here")) body.append("q-here", key);
    if (box(key)?.querySelector("[data-clash]")) body.append(`clash-${key}`, "1"); // not chosen yet
    // An answer of ours may have arrived though we never heard so: it is no clash with ourselves.
    for (const tried of entry.tried) body.append("again", tried);
    return body;
  };
  const addressOf = (key) => say.autosave.replace("KEY", encodeURIComponent(key));

  const send = async () => {
    const due = [...waiting].filter(([, e]) => !e.stopped && !e.refused && Math.max(e.due, retryAt) <= Date.now());
    if (sending || signedOut || !due.length) return plan();
    const [key, entry] = due[0];
    sending = true;
    if (failures === 0) state(say.saySaving);
    const sent = entry.pairs, written = new URLSearchParams(sent).toString();
    entry.tried = [...new Set([...entry.tried, written])].slice(-5);
    store.put(key, entry);
    try {
      const answer = await post(addressOf(key), bodyOf(key, entry));
      const json = answer.headers.get("Content-Type")?.includes("json");
      if (answer.ok && json) arrived(key, entry, sent, await answer.json());
      else if (answer.status === 400 || answer.status === 401 || answer.type === "opaqueredirect") await askWho();
      else if (json && answer.status < 500 && answer.status !== 429) refused(key, entry, await answer.json());
      else stumbled(Number(answer.headers.get("Retry-After")) * 1000);
    } catch {
      stumbled(0);
    }
    sending = false;
    plan();
  };

  const arrived = (key, entry, sent, told) => {
    failures = retryAt = 0;
    const seen = seenOf(key);
    if (seen) seen.value = told.seen;
    note(key, "");
    if (same(sent, entry.pairs)) { waiting.delete(key); store.drop(key); }
    else { Object.assign(entry, { seen: told.seen, tried: [], first: Date.now() }); store.put(key, entry); }
    progress(told);
    if (!waiting.size) {
      state(say.saySaved.replace("{time}", told.time), "ok");
      if (!root.matches("form") && told.changed) window.location.reload();
    }
  };
  const stumbled = (after) => {
    failures += 1;
    retryAt = Date.now() + (after || Math.min(PATIENCE, 1000 * 2 ** (failures - 1)));
    state(say.sayOffline, "warn");
  };
  const refused = (key, entry, told) => {
    failures = 0;
    if (told.code === "answer-changed") return clash(key, entry, told);
    if (told.code === "call-is-over") {
      for (const each of waiting.values()) each.stopped = true;
      state(say.sayOver, "bad");
      return;
    }
    entry.refused = true;
    note(key, `${say.sayRefused}: ${told.errors?.[key]?.[0] ?? told.title}`, "bad");
    state(say.sayRefused, "bad");
  };

  // Two texts: both are shown, and nothing goes on until somebody has chosen.
  const clash = (key, entry, told) => {
    entry.stopped = true;
    state(say.sayClash, "warn", box(key) ? "" : told.url);
    const place = box(key)?.querySelector("[data-clash-place]");
    if (!place) return;
    place.innerHTML = told.box;
    const button = place.querySelector("[data-settle]");
    button.hidden = false;
    button.addEventListener("click", () => {
      const chosen = place.querySelector("input[type=radio]:checked");
      if (chosen) settle(key, entry, told, chosen.value);
      else place.querySelector("input[type=radio]").focus();
    });
  };
  const settle = (key, entry, told, choice) => {
    const text = fields(key).find((f) => f.name === `q-${key}`);
    const mine = text?.value;
    box(key).querySelector("[data-clash-place]").replaceChildren();
    const seen = seenOf(key);
    seen.value = told.seen;
    Object.assign(entry, { seen: told.seen, tried: [], stopped: false, first: Date.now() });
    if (choice === "theirs") {
      waiting.delete(key);
      store.drop(key);
      if (typeof told.theirs === "string" && text && !["radio", "checkbox"].includes(text.type)) text.value = told.theirs;
      else { leaving = !waiting.size; window.location.reload(); }
      state("");
    } else {
      if (choice === "both") text.value = `${told.theirs}\n\n${mine}`;
      touched(key, 0);
    }
    text?.focus();
  };

  // Who is signed in here now? A page may be open for longer than its sign-in.
  const askWho = async () => {
    const answer = await fetch(say.session, { credentials: "same-origin", headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error("no answer");
    const who = await answer.json();
    if (who.person === say.person) {
      token = who.token;
      for (const field of document.querySelectorAll("input[name=csrf_token]")) field.value = token;
      if (!signedOut) failures += 1; // the token was not it: do not turn in circles
      retryAt = signedOut ? 0 : Date.now() + Math.min(PATIENCE, 1000 * failures);
      signedOut = false;
    } else {
      signedOut = true;
      const text = who.person ? say.sayOther : say.saySignedOut;
      state(text, "bad", say.signIn);
    }
  };
  const lookAgain = async () => {
    if (!signedOut) { retryAt = 0; return plan(); }
    try { await askWho(); } catch { /* still away */ }
    plan();
  };
  window.setInterval(() => { if (signedOut) lookAgain(); }, 4000);
  window.addEventListener("online", lookAgain);
  window.addEventListener("focus", lookAgain);
  window.addEventListener("offline", () => { if (waiting.size) state(say.sayOffline, "warn"); });

  const progress = (told) => {
    for (const asked of root.querySelectorAll("[data-asked]")) asked.hidden = told.hidden.includes(asked.dataset.asked);
    const lines = [...document.querySelectorAll("[data-progress] .steps li")];
    if (lines.length !== told.steps.length) return;
    lines.forEach((line, i) => {
      line.querySelector("div .muted").textContent = told.steps[i].note;
      line.querySelector(":scope > .muted").textContent = told.steps[i].side;
    });
  };

  // Files go as they are chosen; a button sends them without this.
  const upload = async (key, parts, field) => {
    note(key, say.sayUploading);
    for (const part of parts) {
      const body = new FormData();
      body.append(...part);
      body.append(`v-${key}`, seenOf(key).value);
      body.append("csrf_token", token);
      try {
        const answer = await post(field.dataset.upload, body);
        const told = await answer.json();
        if (!answer.ok) throw new Error(told.title);
        box(key).querySelector("[data-files]").innerHTML = told.listed;
        seenOf(key).value = told.seen;
        progress(told);
        note(key, say.sayUploaded, "ok");
        state(say.saySaved.replace("{time}", told.time), "ok");
      } catch (error) {
        const ours = !(error instanceof SyntaxError || error instanceof TypeError);
        note(key, ours ? error.message : say.sayRefused, "bad");
        return;
      }
    }
    field.value = "";
  };
  const keyOf = (element) => element.closest("[data-asked]")?.dataset.asked;

  root.addEventListener("input", (event) => {
    const key = keyOf(event.target);
    if (key && !event.target.closest("[data-clash-place],.talk") && event.target.type !== "file") touched(key);
  });
  root.addEventListener("change", (event) => {
    const key = keyOf(event.target), { target } = event;
    if (!key || target.closest("[data-clash-place],.talk")) return;
    if (target.dataset.upload) upload(key, [...target.files].map((file) => ["file", file]), target);
    else if (waiting.has(key)) touched(key, 200);
  });
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-take-out]");
    if (!button) return;
    event.preventDefault();
    const key = keyOf(button);
    upload(key, [["take-out", button.dataset.takeOut]], box(key).querySelector("[data-upload]"));
  });
  root.addEventListener("submit", () => { leaving = true; window.setTimeout(() => { leaving = false; }, 4000); });
  window.addEventListener("beforeunload", (event) => { if (waiting.size && !leaving) event.preventDefault(); });
  window.addEventListener("pagehide", () => {
    for (const [key, entry] of waiting) if (!entry.stopped && !signedOut) post(addressOf(key), bodyOf(key, entry), true).catch(() => {});
  });

  // Words of before that the hub never got: into their fields, and off.
  const restore = (key, entry) => {
    const taken = new Map();
    for (const [name, value] of entry.pairs) taken.set(name, [...(taken.get(name) ?? []), value]);
    for (const field of fields(key)) {
      const values = taken.get(field.name) ?? [];
      if (["radio", "checkbox"].includes(field.type)) field.checked = values.includes(field.value);
      else if (field.type !== "hidden" && values.length) field.value = values[0];
    }
  };
  for (const [key, entry] of store.all()) {
    if (box(key) && !seenOf(key)) continue; // may only be read now; the words stay on this device
    const differs = !box(key) || !same(pairsOf(key), entry.pairs);
    if (box(key)) restore(key, entry);
    waiting.set(key, { ...entry, first: Date.now(), due: Date.now() });
    if (differs) state(say.sayFound, "warn");
  }
  plan();
})();
