/* In a kit on a disk: answers are kept on this device as far as it lets us, become a file or a text
   for later, and are sent when the hub can be reached. The forms send themselves without this, too. */
(() => {
  "use strict";
  // Some browsers keep nothing for pages on a disk; the file and the text still work.
  const keep = (name, value) => {
    try {
      localStorage.setItem(name, JSON.stringify(value));
    } catch {}
  };
  const kept = (name) => {
    try {
      return JSON.parse(localStorage.getItem(name));
    } catch {
      return null;
    }
  };
  // Whether anybody answers; what it says is not for a page on a disk.
  const isReached = (url) =>
    fetch(url, { mode: "no-cors", cache: "no-store", signal: AbortSignal.timeout?.(15000) }).then(() => true, () => false);

  for (const form of document.querySelectorAll("form[data-kit]")) {
    const { kit, language, quiz } = form.elements;
    const name = `kit-${kit.value.slice(0, 12)}-${quiz?.value || "lessons"}`;
    const lessons = [...form.querySelectorAll("[name=lesson]")];
    const find = (selector) => form.querySelector(selector);

    // Of the lessons, those that stand on other pages of the kit, too.
    const read = () => {
      const here = lessons.map((box) => box.value);
      const elsewhere = (kept(name)?.lessons || []).filter((key) => !here.includes(key));
      return [...elsewhere, ...lessons.filter((box) => box.checked).map((box) => box.value)];
    };
    const answers = () => {
      const found = {};
      for (const [field, value] of new FormData(form)) {
        if (!field.startsWith("answer-")) continue;
        const id = field.slice("answer-".length);
        if (find(`[name="${field}"]`).type === "checkbox") (found[id] ||= []).push(value);
        else found[id] = value;
      }
      return found;
    };
    const said = () => ({
      kit: kit.value,
      language: language.value,
      ...(quiz ? { quiz: quiz.value, answers: answers() } : { lessons: read() }),
    });
    const fill = (from) => {
      for (const field of form.elements) {
        const value = field.name === "lesson" ? from.lessons : from.answers?.[(field.name || "").replace("answer-", "")];
        if (field.type === "hidden" || value === undefined) continue;
        if (field.type === "radio" || field.type === "checkbox") field.checked = [value].flat().includes(field.value);
        else if (field.type === "text") field.value = value;
      }
    };

    const text = find("[data-text]");
    const changed = () => {
      const now = said();
      keep(name, now);
      if (text) text.querySelector("textarea").value = JSON.stringify(now);
    };
    const note = find("[data-note]");
    const tell = (sentence) => {
      if (!note) return;
      note.textContent = sentence;
      note.hidden = !sentence;
    };
    const tellSent = () => {
      const at = quiz && kept(`${name}-sent`);
      tell(at ? form.dataset.sent.replace("{time}", new Date(at).toLocaleString(language.value)) : "");
    };

    const before = kept(name);
    if (before) fill(before);
    if (text) text.hidden = false;
    if (text && before) text.querySelector("textarea").value = JSON.stringify(said());
    for (const each of form.querySelectorAll("[data-scripted]")) each.hidden = false;
    form.addEventListener("input", changed);
    find("[data-save]")?.addEventListener("click", () => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([JSON.stringify(said())], { type: "application/json" }));
      link.download = `${quiz?.value || "lessons"}-answers.json`;
      link.click();
      changed();
    });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      changed();
      tell(form.dataset.asking);
      if (await isReached(form.action)) {
        keep(`${name}-sent`, Date.now());
        form.submit();
      } else tell(form.dataset.away);
    });
    // Also for who comes back from the hub's answer.
    addEventListener("pageshow", tellSent);
  }
})();
