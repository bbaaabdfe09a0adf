// Asks the person's passkey to sign: the challenge is the act itself. The server checks all of it again.

import { assertion } from "./passkeys.js";

async function signed(address) {
  const response = await fetch(address, {
    method: "POST",
    headers: { "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value },
  });
  const options = await response.json();
  if (options.trouble) throw new Error(options.trouble);
  return JSON.stringify(await assertion(options));
}

// Without this script a press would send the form without a signature, so the button waits for it.
function ready() {
  for (const button of document.querySelectorAll("form[data-sign] button")) button.disabled = false;
}
document.addEventListener("htmx:after:swap", ready);
ready();

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-sign]");
  if (!form || form.answer.value) return;
  event.preventDefault();
  const button = form.querySelector("button");
  const said = document.getElementById("sign-said");
  form.classList.add("htmx-request");
  button.disabled = true;
  try {
    form.answer.value = await signed(form.dataset.sign);
    form.submit();
  } catch (error) {
    said.textContent = error.name === "Error" && error.message ? error.message : form.dataset.failed;
    form.classList.remove("htmx-request");
    button.disabled = false;
    button.focus();
  }
});
