// Passkeys in the browser. A form with data-ceremony="create" or "get" asks its data-options for a question, puts
// it to the browser, and is sent with the answer in its field "answer". Words come from the form's data-… members.

const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));

const base64url = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");

const described = (list) => (list ?? []).map((each) => ({ ...each, id: bytes(each.id) }));

const answer = (credential, response) => ({
  id: credential.id,
  rawId: base64url(credential.rawId),
  type: credential.type,
  response,
  clientExtensionResults: {},
});

/** A signature by a passkey: `options` as JSON has them, and so is the answer. */
export async function assertion(options) {
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    allowCredentials: described(options.allowCredentials),
  };
  const credential = await navigator.credentials.get({ publicKey });
  const { authenticatorData, clientDataJSON, signature, userHandle } = credential.response;
  return answer(credential, {
    authenticatorData: base64url(authenticatorData),
    clientDataJSON: base64url(clientDataJSON),
    signature: base64url(signature),
    ...(userHandle ? { userHandle: base64url(userHandle) } : {}),
  });
}

/** A new passkey, likewise. */
export async function creation(options) {
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: described(options.excludeCredentials),
  };
  const credential = await navigator.credentials.create({ publicKey });
  const { attestationObject, clientDataJSON } = credential.response;
  return answer(credential, {
    attestationObject: base64url(attestationObject),
    clientDataJSON: base64url(clientDataJSON),
    transports: credential.response.getTransports?.() ?? [],
  });
}

/** Which of a form's words fit what the browser says. */
export function words(form, error) {
  const { cancelled, known, unsupported, failed } = form.dataset;
  const byName = {
    NotAllowedError: cancelled,
    AbortError: cancelled,
    InvalidStateError: known,
    NotSupportedError: unsupported,
    ConstraintError: unsupported,
  };
  return byName[error?.name] ?? failed;
}

class Refused extends Error {}

async function asked(form) {
  const token = form.elements.csrfmiddlewaretoken.value;
  const response = await fetch(form.dataset.options, {
    method: "POST",
    headers: { "X-CSRFToken": token, Accept: "application/json" },
  });
  const said = await response.json().catch(() => null);
  if (!response.ok) throw new Refused(said ? `${said.sentence} ${said.cure}` : form.dataset.failed);
  return said;
}

async function perform(form) {
  const busy = form.querySelector("[data-busy]");
  const trouble = form.querySelector("[data-trouble]");
  const button = form.querySelector('button[type="submit"]');
  trouble.hidden = true;
  trouble.textContent = "";
  busy.textContent = form.dataset.busy;
  button.disabled = true;
  try {
    if (!window.PublicKeyCredential) throw new Refused(form.dataset.unsupported);
    const ceremony = form.dataset.ceremony === "create" ? creation : assertion;
    form.elements.answer.value = JSON.stringify(await ceremony(await asked(form)));
    form.submit();
  } catch (error) {
    trouble.textContent = error instanceof Refused ? error.message : words(form, error);
    trouble.hidden = false;
    busy.textContent = "";
    button.disabled = false;
    button.focus();
  }
}

for (const form of document.querySelectorAll("form[data-ceremony]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    perform(form);
  });
}

// A one-time link carries its code behind the #, which no browser sends: it goes into the form, and out of sight.
const code = document.querySelector("form[data-code]");

function takeCode() {
  if (location.hash.length < 2) return;
  code.elements.code.value = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
  code.requestSubmit();
}

if (code) {
  addEventListener("hashchange", takeCode);
  takeCode();
}
