/* The meeting by keyboard, and only the fields that a choice needs. Without this file every field is
   there and every row is a link. */
(() => {
  "use strict";
  const rows = [...document.querySelectorAll("[data-row]")];
  const form = document.querySelector("[data-deciding]");
  const KEYS = { a: "accept", c: "conditional", w: "waitlist", r: "reject" };

  const show = () => {
    if (!form) return;
    const chosen = form.querySelector("[name=outcome]:checked")?.value || "";
    for (const part of form.querySelectorAll(".only"))
      part.hidden = !part.classList.contains(`only-${chosen}`);
  };
  form?.addEventListener("change", show);
  show();

  const link = (row) => row.querySelector("th a");
  const at = () => {
    const focused = rows.findIndex((row) => row.contains(document.activeElement));
    return focused >= 0 ? focused : rows.findIndex((row) => row.classList.contains("on"));
  };
  const go = (step) => {
    const next = Math.min(rows.length - 1, Math.max(0, at() + step));
    if (rows[next]) link(rows[next]).focus();
  };

  document.addEventListener("keydown", (press) => {
    if (press.key === "Enter" && (press.ctrlKey || press.metaKey) && form) {
      press.preventDefault();
      form.requestSubmit();
      return;
    }
    const typing = press.target.closest("textarea, select, input:not([type=checkbox], [type=radio])");
    if (typing || press.ctrlKey || press.metaKey || press.altKey) return;
    const key = press.key.toLowerCase();
    if (key === "j") go(1);
    else if (key === "k") go(-1);
    else if (key === "x") rows[at()]?.querySelector("[name=application]")?.click();
    else if (KEYS[key] && form) {
      const radio = form.querySelector(`[name=outcome][value=${KEYS[key]}]`);
      radio.checked = true;
      radio.focus();
      show();
    } else return;
    press.preventDefault();
  });
})();
