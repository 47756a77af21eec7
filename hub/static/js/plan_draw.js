// Draw a plan by moving its rooms, by pointer and by keyboard. The numbers below are what is sent;
// this only writes them. Without script they are typed, and the server draws.
(() => {
  const form = document.querySelector("[data-plan]");
  if (!form) return;
  const svg = form.querySelector("svg.floor");
  const walls = svg.querySelector(".walls");
  const said = form.querySelector("[data-said]");
  const outline = { width: form.elements.width, height: form.elements.height };
  const SIDES = ["x", "y", "width", "height"], STEP = 2, KEY_STEP = 4, SMALLEST = 16;
  const whole = () => ({ width: Number(outline.width.value) || 920, height: Number(outline.height.value) || 300 });
  const box = (id, side) => document.getElementById(`${id}-${side}`);

  const rooms = [...svg.querySelectorAll("[data-room]")].map((group) => {
    const id = group.dataset.room;
    return {
      group, id, name: group.dataset.name,
      inputs: Object.fromEntries(SIDES.map((side) => [side, box(id, side)])),
      body: group.querySelector(".body"), text: group.querySelector("text"), corner: group.querySelector(".corner"),
      button: form.querySelector(`[data-place="${id}"]`),
    };
  });

  const numbers = (room) => {
    const found = Object.fromEntries(SIDES.map((side) => [side, Number.parseInt(room.inputs[side].value, 10)]));
    return SIDES.every((side) => Number.isInteger(found[side])) ? found : null;
  };
  const fits = (at) => {
    const all = whole();
    const width = Math.min(Math.max(SMALLEST, at.width), all.width), height = Math.min(Math.max(SMALLEST, at.height), all.height);
    return { x: Math.min(Math.max(0, at.x), all.width - width), y: Math.min(Math.max(0, at.y), all.height - height), width, height };
  };
  const crosses = (a, b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
  const tell = (room) => {
    const at = numbers(room);
    const words = at ? said.dataset.words : said.dataset.off;
    said.textContent = Object.entries({ name: room.name, ...at }).reduce((text, [key, value]) => text.replace(`{${key}}`, value), words);
  };
  const show = () => {
    const all = whole();
    svg.setAttribute("viewBox", `0 0 ${all.width} ${all.height}`);
    walls.setAttribute("width", Math.max(all.width - 4, 0));
    walls.setAttribute("height", Math.max(all.height - 4, 0));
    for (const room of rooms) {
      const at = numbers(room);
      room.group.toggleAttribute("hidden", !at);
      room.button.textContent = at ? room.button.dataset.off : room.button.dataset.on;
      room.group.setAttribute("tabindex", at ? "0" : "-1");
      if (!at) continue;
      for (const side of SIDES) room.body.setAttribute(side, at[side]);
      room.text.setAttribute("x", at.x + 14);
      room.text.setAttribute("y", at.y + 26);
      room.corner.setAttribute("x", at.x + at.width - 14);
      room.corner.setAttribute("y", at.y + at.height - 14);
      const wrong = at.x + at.width > all.width || at.y + at.height > all.height
        || rooms.some((other) => other !== room && numbers(other) && crosses(at, numbers(other)));
      room.group.classList.toggle("wrong", wrong);
      room.group.classList.toggle("free", !wrong);
    }
  };
  const put = (room, at) => {
    for (const side of SIDES) room.inputs[side].value = at ? Math.round(at[side]) : "";
    show();
  };

  // A free spot for a room that is put on the plan: row by row, the first that crosses nothing.
  const spot = (room) => {
    const all = whole(), size = { width: Math.min(150, all.width), height: Math.min(76, all.height) };
    for (let y = 16; y + size.height <= all.height; y += 8)
      for (let x = 16; x + size.width <= all.width; x += 8) {
        const at = { x, y, ...size };
        if (!rooms.some((other) => other !== room && numbers(other) && crosses(at, numbers(other)))) return at;
      }
    return fits({ x: 16, y: 16, ...size });
  };

  const point = (event) => {
    const matrix = svg.getScreenCTM().inverse();
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
    return { x: at.x, y: at.y };
  };
  const snap = (value) => Math.round(value / STEP) * STEP;

  for (const room of rooms) {
    room.corner.removeAttribute("hidden");
    room.group.setAttribute("role", "button");
    room.group.setAttribute("aria-label", room.name);
    let from = null;
    room.group.addEventListener("pointerdown", (event) => {
      const start = numbers(room);
      if (!start || event.button) return;
      from = { pointer: point(event), start, resizes: event.target === room.corner };
      room.group.setPointerCapture(event.pointerId);
      room.group.classList.add("held");
      room.group.focus({ preventScroll: true });
      event.preventDefault();
    });
    room.group.addEventListener("pointermove", (event) => {
      if (!from) return;
      const here = point(event), dx = snap(here.x - from.pointer.x), dy = snap(here.y - from.pointer.y);
      const { start } = from, all = whole();
      put(room, from.resizes
        ? { ...start, width: Math.min(Math.max(SMALLEST, start.width + dx), all.width - start.x), height: Math.min(Math.max(SMALLEST, start.height + dy), all.height - start.y) }
        : fits({ ...start, x: start.x + dx, y: start.y + dy }));
    });
    for (const end of ["pointerup", "pointercancel"])
      room.group.addEventListener(end, () => { if (from) { from = null; room.group.classList.remove("held"); tell(room); } });
    room.group.addEventListener("keydown", (event) => {
      const steps = { ArrowLeft: [-KEY_STEP, 0], ArrowRight: [KEY_STEP, 0], ArrowUp: [0, -KEY_STEP], ArrowDown: [0, KEY_STEP] }[event.key];
      const at = numbers(room);
      if (!at) return;
      if (event.key === "Delete") { put(room, null); room.button.focus(); }
      else if (steps && event.shiftKey) put(room, fits({ ...at, width: at.width + steps[0], height: at.height + steps[1] }));
      else if (steps) put(room, fits({ ...at, x: at.x + steps[0], y: at.y + steps[1] }));
      else return;
      event.preventDefault();
      tell(room);
    });
    room.button.hidden = false;
    room.button.addEventListener("click", () => { put(room, numbers(room) ? null : spot(room)); tell(room); });
    for (const side of SIDES) room.inputs[side].addEventListener("input", show);
  }
  outline.width.addEventListener("input", show);
  outline.height.addEventListener("input", show);
  for (const each of form.querySelectorAll("[data-scripted]")) each.hidden = false;
  for (const each of form.querySelectorAll("[data-unscripted]")) each.hidden = true;
  document.documentElement.classList.add("scripted");
  show();
})();
