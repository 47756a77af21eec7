/* Questions of a form, livelier: words are counted while one writes, rows come and go at once.
   Words are counted exactly as accelerator/forms/rules/counting.py does. */
(() => {
  "use strict";
  const words = (text) => text.split(/\s+/u).filter((run) => /[\p{L}\p{N}]/u.test(run)).length;

  const count = (field) => {
    const said = document.querySelector(`output[data-count][for="${CSS.escape(field.id)}"]`);
    if (!said) return;
    const have = words(field.value);
    const { minWords, maxWords } = field.dataset;
    said.textContent = said.dataset.template.replace("{n}", have);
    said.classList.toggle("over", Boolean(maxWords) && have > Number(maxWords));
    said.classList.toggle("short-of", Boolean(minWords) && have > 0 && have < Number(minWords));
  };
  const counted = "[data-min-words],[data-max-words]";
  document.addEventListener("input", (event) => {
    if (event.target.matches?.(counted)) count(event.target);
  });
  for (const field of document.querySelectorAll(counted)) count(field);

  // One more row is a copy of the last one, emptied.
  const renumber = (row, key, from, to) => {
    const old = `q-${key}-${from}-`;
    for (const each of row.querySelectorAll("[id],[name],[for]")) {
      for (const name of ["id", "name", "for"]) {
        const value = each.getAttribute(name);
        if (value?.startsWith(old)) each.setAttribute(name, `q-${key}-${to}-${value.slice(old.length)}`);
      }
    }
    const button = row.querySelector("button[name=remove-row]");
    if (button) button.value = `${key}-${to}`;
    const legend = row.querySelector("legend");
    if (legend) legend.textContent = legend.textContent.replace(/\d+/, to + 1);
    if (button) button.setAttribute("aria-label", button.getAttribute("aria-label").replace(/\d+/, to + 1));
  };
  const changed = (rows) => rows.dispatchEvent(new Event("input", { bubbles: true }));
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=add-row],button[name=remove-row]");
    const rows = button?.closest("[data-rows]");
    if (!rows) return;
    const key = rows.dataset.rows;
    const all = [...rows.querySelectorAll("[data-row]")];
    if (button.name === "add-row") {
      event.preventDefault();
      if (all.length >= Number(rows.dataset.most)) return;
      const fresh = all.at(-1).cloneNode(true);
      for (const field of fresh.querySelectorAll("input,select")) field.value = "";
      renumber(fresh, key, all.length - 1, all.length);
      all.at(-1).after(fresh);
      button.hidden = all.length + 1 >= Number(rows.dataset.most);
      fresh.querySelector("input,select").focus();
    } else if (all.length > 1) {
      event.preventDefault();
      const gone = button.closest("[data-row]");
      const place = all.indexOf(gone);
      gone.remove();
      all.slice(place + 1).forEach((row, i) => renumber(row, key, place + i + 1, place + i));
      const add = rows.querySelector("button[name=add-row]");
      if (add) add.hidden = false;
      (rows.querySelectorAll("[data-row] input,[data-row] select")[0] ?? rows).focus();
    } else {
      event.preventDefault();
      for (const field of all[0].querySelectorAll("input,select")) field.value = "";
    }
    changed(rows);
  });
})();
