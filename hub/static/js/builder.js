/* The builder, quicker: choices redraw their part at once, and moving keeps the place. Every page works without. */
(() => {
  "use strict";
  document.documentElement.classList.add("scripted");

  // A chosen question needs other values: press the button beside it.
  document.addEventListener("change", (event) => {
    const button = document.getElementById(event.target.dataset?.press ?? "");
    if (!button) return;
    remember();
    button.click();
  });

  // What only redraws the page comes back to where it was.
  const KEY = "builder-scroll";
  const remember = () => sessionStorage.setItem(KEY, JSON.stringify([location.pathname, window.scrollY]));
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=look],button[name=more],button[name=up]");
    if (button) remember();
  });
  const [path, y] = JSON.parse(sessionStorage.getItem(KEY) ?? "[null, 0]");
  sessionStorage.removeItem(KEY);
  if (path === location.pathname) window.scrollTo(0, y);

  // A question moves without the page going away; the keyboard stays on its button.
  const builder = () => document.getElementById("builder");
  document.addEventListener("submit", async (event) => {
    const form = event.target.closest("form[data-mover]");
    if (!form || !builder() || !event.submitter) return;
    event.preventDefault();
    const body = new FormData(form, event.submitter);
    const pressed = event.submitter.id;
    try {
      const answer = await fetch(form.action, { method: "POST", body });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("builder");
      if (!answer.ok || !fresh) throw new Error(answer.status);
      builder().replaceWith(document.adoptNode(fresh));
      const button = document.getElementById(pressed);
      (button?.disabled ? button.parentElement.querySelector("button:not(:disabled)") : button)?.focus({ preventScroll: true });
    } catch {
      location.assign(location.pathname);
    }
  });
})();
