/* The review page keeps what is written while it is written, also without a connection, and takes
   the keyboard. Without this file the form's buttons do the same. */
(() => {
  "use strict";
  // The marks stay in view below the bar, however high that is in this language.
  const bar = document.querySelector(".top");
  const measure = () => document.body.style.setProperty("--above", `${bar.offsetHeight}px`);
  new ResizeObserver(measure).observe(bar);

  const form = document.querySelector("[data-marking]");
  const button = form?.querySelector("[data-submit]");
  if (!form) return;

  const fields = form.elements;
  const words = form.dataset;
  const store = `review ${words.key}`;
  const chip = document.querySelector("[data-saved] .chip");
  const clash = form.querySelector("[data-clash]");
  const KEPT = /^(mark-.+|confidence|panel_note|founders_note)$/;
  const QUIET = 800;
  const AGAIN = 5000;

  /* ---- what is in the form ---- */
  const written = () => [...new FormData(form)].filter(([name]) => KEPT.test(name));
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  const put = (pairs) => {
    const given = new Map(pairs);
    for (const radio of form.querySelectorAll("input[type=radio]"))
      radio.checked = given.get(radio.name) === radio.value;
    for (const area of form.querySelectorAll("textarea")) area.value = given.get(area.name) ?? "";
    show();
  };

  /* ---- the weighted mark so far ---- */
  const lines = [...form.querySelectorAll("[data-criterion]")];
  const total = form.querySelector("[data-total]");
  const one = new Intl.NumberFormat(document.documentElement.lang || "en", {
    minimumFractionDigits: 1, maximumFractionDigits: 1,
  });
  const chosen = (line) => line.querySelector("input:checked")?.value || "";
  const show = () => {
    const counting = lines.filter((line) => Number(line.dataset.weight) > 0);
    const marked = counting.filter((line) => chosen(line));
    const weight = marked.reduce((sum, line) => sum + Number(line.dataset.weight), 0);
    if (!weight) { total.textContent = "–"; return; }
    const [low, high] = [Number(counting[0].dataset.low), Number(counting[0].dataset.high)];
    const sum = marked.reduce((so, line) => {
      const [from, to] = [Number(line.dataset.low), Number(line.dataset.high)];
      const share = (Number(chosen(line)) - from) / (to - from);
      return so + Number(line.dataset.weight) * (low + (high - low) * share);
    }, 0);
    total.textContent = one.format(sum / weight);
  };

  /* ---- keeping ---- */
  const say = (text, tone) => {
    if (!chip) return;
    chip.textContent = text;
    chip.className = `chip ${tone}`;
  };
  const remember = () => {
    try {
      const record = { version: fields.version.value, pairs: written() };
      window.localStorage.setItem(store, JSON.stringify(record));
    } catch { /* a full or forbidden store: the server still has what was saved */ }
  };
  const remembered = () => {
    try { return JSON.parse(window.localStorage.getItem(store)); } catch { return null; }
  };
  const forget = () => { try { window.localStorage.removeItem(store); } catch { /* as above */ } };

  let kept = written();
  let timer = 0;
  let underway = null;
  let stopped = false;
  let pending = null; // the button that was pressed while there was no connection
  let seconds = 0;
  window.setInterval(() => { if (document.visibilityState === "visible") seconds += 1; }, 1000);

  const fresh = async () => {
    const answer = await fetch(window.location.href, { credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = page.querySelector("[data-marking] [name=csrf_token]");
    if (!token) throw new Error("signed out");
    fields.csrf_token.value = token.value;
  };
  const send = (spent) => {
    const body = new FormData(form);
    body.set("seconds", String(spent));
    return fetch(words.draft, {
      method: "POST", body, credentials: "same-origin", redirect: "manual",
      headers: { "X-CSRFToken": fields.csrf_token.value, Accept: "application/json" },
    });
  };

  const post = async () => {
    const pairs = written();
    const spent = seconds;
    let answer = await send(spent);
    if (answer.status === 400) { await fresh(); answer = await send(spent); }
    if (answer.ok) {
      const said = await answer.json();
      fields.version.value = String(said.version);
      kept = pairs;
      seconds -= spent;
      if (same(kept, written())) forget(); else remember();
      say(said.said, said.tone);
      return "kept";
    }
    if (answer.status === 409) { stopped = true; differ(await answer.json()); return "clash"; }
    if (answer.status === 401 || answer.type === "opaqueredirect") {
      say(words.signedOut, "bad");
      return "out";
    }
    if (answer.status === 410 || answer.status === 404) {
      stopped = true;
      say((await answer.json().catch(() => ({}))).message || words.ended, "bad");
      return "ended";
    }
    if (answer.status === 422) { say((await answer.json()).message, "bad"); return "refused"; }
    throw new Error(String(answer.status));
  };

  /* One request at a time; answers what became of it. */
  const keep = async ({ force = false } = {}) => {
    window.clearTimeout(timer);
    if (underway) await underway;
    if (stopped) return "clash";
    if (!force && same(kept, written())) return "kept";
    say(words.saving, "");
    underway = post().catch(() => { say(words.offline, "warn"); return "offline"; });
    const became = await underway;
    underway = null;
    if (became === "offline" || became === "out") timer = window.setTimeout(again, AGAIN);
    else if (became === "kept" && !same(kept, written())) timer = window.setTimeout(keep, QUIET);
    return became;
  };
  const again = async () => {
    const became = await keep({ force: Boolean(pending) });
    if (became === "kept" && pending) hand(pending);
  };
  const changed = () => {
    show();
    remember();
    window.clearTimeout(timer);
    timer = window.setTimeout(keep, QUIET);
  };
  form.addEventListener("input", changed);
  window.addEventListener("online", again);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") keep(); else if (pending) again();
  });

  /* ---- two places at once: both are shown, one is chosen ---- */
  const differ = (there) => {
    const list = clash.querySelector("[data-theirs]");
    list.replaceChildren();
    const add = (label, text) => {
      const [row, dt, dd] = ["div", "dt", "dd"].map((tag) => document.createElement(tag));
      dt.textContent = label;
      dd.textContent = text;
      row.append(dt, dd);
      list.append(row);
    };
    for (const line of lines) {
      const mark = there.theirs.scores[line.dataset.criterion];
      if (mark !== undefined) add(line.querySelector("legend b").textContent, mark);
    }
    for (const name of ["panel_note", "founders_note"])
      if (there.theirs[name]) add(form.querySelector(`label[for=${name}]`).textContent, there.theirs[name]);
    clash.hidden = false;
    clash.scrollIntoView({ block: "nearest" });
    say(clash.dataset.title, "warn");
    clash.querySelector("[data-mine]").onclick = () => {
      fields.version.value = String(there.version);
      clash.hidden = true;
      stopped = false;
      keep({ force: true });
    };
    clash.querySelector("[data-other]").onclick = () => {
      forget();
      window.location.reload();
    };
  };

  const record = remembered();
  if (record && Array.isArray(record.pairs) && !same(record.pairs, kept)) {
    if (record.version === fields.version.value) {
      put(record.pairs);
      changed();
    } else {
      const standing = new Map(kept);
      const scores = Object.fromEntries(
        kept.filter(([name]) => name.startsWith("mark-")).map(([name, mark]) => [name.slice(5), mark]),
      );
      const theirs = {
        scores, panel_note: standing.get("panel_note"), founders_note: standing.get("founders_note"),
      };
      put(record.pairs);
      stopped = true;
      differ({ version: fields.version.value, theirs });
    }
  } else forget();

  /* ---- handing in: first everything is kept, then the form goes ---- */
  let ready = false;
  const hand = (pressed) => {
    pending = null;
    ready = true;
    form.requestSubmit(pressed);
    ready = false;
  };
  form.addEventListener("submit", async (event) => {
    if (ready) return;
    event.preventDefault();
    const pressed = event.submitter || button;
    const became = await keep({ force: true });
    if (became === "kept" || became === "refused") hand(pressed);
    if (became === "offline" || became === "out") {
      pending = pressed;
      say(became === "out" ? words.signedOut : words.waits, "warn");
    }
  });

  /* ---- keys ---- */
  let here = Math.max(0, lines.findIndex((line) => !chosen(line)));
  const frame = (to) => {
    lines[here]?.classList.remove("here");
    here = Math.min(Math.max(to, 0), lines.length - 1);
    lines[here]?.classList.add("here");
  };
  const goTo = async (link) => {
    if (!link) return;
    await Promise.race([keep(), new Promise((done) => { window.setTimeout(done, 1500); })]);
    window.location.href = link.href;
  };
  const mark = (digit) => {
    const radio = lines[here]?.querySelector(`input[value="${digit}"]`);
    if (!radio || radio.disabled || lines[here].disabled) return;
    radio.checked = true;
    changed();
    const open = lines.findIndex((line, n) => n > here && !chosen(line));
    frame(open > -1 ? open : here + 1);
    lines[here].scrollIntoView({ block: "nearest" });
  };
  const KEYS = {
    j: () => goTo(document.querySelector("[data-next]")),
    k: () => goTo(document.querySelector("[data-previous]")),
    ArrowDown: () => frame(here + 1),
    ArrowUp: () => frame(here - 1),
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && button) {
      event.preventDefault();
      form.requestSubmit(button);
      return;
    }
    const typing = event.target.closest("textarea, select, input:not([type=radio])");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = event.key.startsWith("Arrow");
    if (arrow && event.target.closest("input, summary, [tabindex]:not(main)")) return;
    if (/^[0-9]$/.test(event.key)) { mark(event.key); event.preventDefault(); return; }
    const act = KEYS[arrow ? event.key : event.key.toLowerCase()];
    if (act) { event.preventDefault(); act(); }
  });
  form.addEventListener("focusin", (event) => {
    const line = event.target.closest("[data-criterion]");
    if (line) frame(lines.indexOf(line));
  });
  if (button && window.matchMedia("(hover: hover)").matches) frame(here);
  show();
})();
