/* The key of a juror's link stands behind the #: no server sees it on the way. It is put into the
   form, and out of the address. Without this file it is typed. */
(() => {
  "use strict";
  const form = document.querySelector("[data-open-link]");
  const key = window.location.hash.slice(1);
  if (!form || !key) return;
  form.elements.key.value = key;
  form.querySelector(".field").hidden = true;
  window.history.replaceState(null, "", window.location.pathname);
})();
