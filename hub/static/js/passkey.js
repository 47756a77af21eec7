// Passkeys. A form with data-passkey ("get" or "create") holds a hidden answer field and a button; it
// stays hidden where the browser knows no passkeys. The form asks its data-question address, lets the
// browser answer, and is then sent like any other.
(() => {
  "use strict";
  if (!window.PublicKeyCredential || !navigator.credentials) return;

  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const named = (list) => (list || []).map((each) => ({ ...each, id: bytes(each.id) }));

  const ask = async (form) => {
    const token = form.querySelector("[name=csrf_token]").value;
    const response = await fetch(form.dataset.question, {
      method: "POST", credentials: "same-origin", headers: { "X-CSRFToken": token },
    });
    if (!response.ok || response.redirected) throw new Error("no question");
    return response.json();
  };

  const create = async (question) => {
    const made = await navigator.credentials.create({ publicKey: {
      ...question,
      challenge: bytes(question.challenge),
      user: { ...question.user, id: bytes(question.user.id) },
      excludeCredentials: named(question.excludeCredentials),
    } });
    return envelope(made, {
      attestationObject: text(made.response.attestationObject),
      transports: made.response.getTransports ? made.response.getTransports() : [],
    });
  };

  const get = async (question) => {
    const made = await navigator.credentials.get({ publicKey: {
      ...question,
      challenge: bytes(question.challenge),
      allowCredentials: named(question.allowCredentials),
    } });
    return envelope(made, {
      authenticatorData: text(made.response.authenticatorData),
      signature: text(made.response.signature),
      userHandle: made.response.userHandle ? text(made.response.userHandle) : null,
    });
  };

  const envelope = (made, response) => ({
    id: made.id,
    rawId: text(made.rawId),
    type: made.type,
    clientExtensionResults: made.getClientExtensionResults(),
    response: { clientDataJSON: text(made.response.clientDataJSON), ...response },
  });

  const answer = async (form) => {
    const button = form.querySelector("button");
    const failure = form.querySelector("[data-failure]");
    button.disabled = true;
    failure.hidden = true;
    try {
      const question = await ask(form);
      const made = await (form.dataset.passkey === "create" ? create : get)(question);
      form.querySelector("[name=answer]").value = JSON.stringify(made);
      form.submit();
    } catch {
      failure.hidden = false;
      button.disabled = false;
    }
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      answer(form);
    });
  }
})();
