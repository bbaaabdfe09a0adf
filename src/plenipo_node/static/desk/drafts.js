// Keeps what is typed into a form with data-draft on this device until it is registered, so that a lost
// connection loses nothing. It is kept for one person and one form, and erased when the act is registered,
// when they discard it, when they sign out, and after three days.

const OWN = "plenipo-draft";
const SENT_FROM = "plenipo-draft-sent-from";
const LIFE = 3 * 24 * 60 * 60 * 1000;
const person = document.body.dataset.person;

const place = (key) => `${OWN} ${person} ${key}`;

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}

function write(name, draft) {
  try {
    localStorage.setItem(name, JSON.stringify(draft));
  } catch {
    // A full or forbidden store keeps nothing; the form works all the same.
  }
}

function names() {
  return Object.keys(localStorage).filter((name) => name.startsWith(`${OWN} `));
}

// What a person types: no hidden values, no files, and never the token that guards the form.
function controls(form) {
  return [...form.elements].filter((each) => each.name && !["hidden", "file", "submit", "button"].includes(each.type));
}

function typed(form) {
  const values = {};
  for (const each of controls(form)) {
    values[each.name] ??= [];
    if (each.type === "radio" || each.type === "checkbox") {
      if (each.checked) values[each.name].push(each.value);
    } else if (each.multiple) {
      values[each.name].push(...[...each.selectedOptions].map((option) => option.value));
    } else {
      values[each.name].push(each.value);
    }
  }
  return values;
}

function fill(form, values) {
  const taken = {};
  for (const each of controls(form)) {
    const kept = values[each.name];
    if (!Array.isArray(kept)) continue;
    const before = each.type === "radio" || each.type === "checkbox" ? each.checked : each.value;
    if (each.type === "radio" || each.type === "checkbox") each.checked = kept.includes(each.value);
    else if (each.multiple) for (const option of each.options) option.selected = kept.includes(option.value);
    else each.value = kept[(taken[each.name] = (taken[each.name] ?? -1) + 1)] ?? "";
    const after = each.type === "radio" || each.type === "checkbox" ? each.checked : each.value;
    if (before !== after) each.closest("details")?.setAttribute("open", "");
  }
}

function notice(form, kind) {
  const words = document.getElementById(`draft-${kind}`);
  if (!words) return null;
  const shown = words.content.firstElementChild.cloneNode(true);
  form.prepend(shown);
  return shown;
}

function restore(form, name) {
  const draft = read(name);
  if (!draft?.values || JSON.stringify(draft.values) === JSON.stringify(typed(form))) return;
  fill(form, draft.values);
  form.dispatchEvent(new Event("change", { bubbles: true }));
  const shown = notice(form, "restored");
  shown?.querySelector("button").addEventListener("click", () => {
    localStorage.removeItem(name);
    form.reset();
    shown.remove();
    form.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

// Besides this form's own draft, that of the act which is written anew here.
function behind(name) {
  const from = new URLSearchParams(location.search).get("from");
  return [name, ...names().filter((each) => from && read(each)?.token === from)];
}

function keep(form) {
  const name = place(form.dataset.draft);
  sessionStorage.removeItem(SENT_FROM);
  restore(form, name);
  const save = () => write(name, { saved: Date.now(), values: typed(form) });
  form.addEventListener("input", save);
  form.addEventListener("change", (event) => event.target !== form && save());
  form.addEventListener("submit", (event) => {
    save();
    if (navigator.onLine) {
      sessionStorage.setItem(SENT_FROM, JSON.stringify(behind(name)));
      return;
    }
    event.preventDefault();
    form.querySelector("[data-draft-offline]")?.remove();
    notice(form, "offline")?.scrollIntoView({ block: "nearest" });
  });
}

// The page on which an act is signed: its draft goes once the act stands in the register.
function follow() {
  const token = location.pathname.match(/^\/sign\/([0-9a-f]+)/)?.[1];
  const from = sessionStorage.getItem(SENT_FROM);
  if (token && from) {
    for (const name of JSON.parse(from)) if (read(name)) write(name, { ...read(name), token });
    sessionStorage.removeItem(SENT_FROM);
  }
  const sent = document.querySelector("[data-sent]")?.dataset.sent;
  if (sent) for (const name of names()) if (read(name)?.token === sent) localStorage.removeItem(name);
}

for (const name of names()) if (!(Date.now() - read(name)?.saved < LIFE)) localStorage.removeItem(name);
if (person) {
  for (const form of document.querySelectorAll("form[data-draft]")) keep(form);
  follow();
  document.addEventListener("htmx:after:swap", follow);
  document.addEventListener("submit", (event) => {
    if (new URL(event.target.action, location).pathname !== document.body.dataset.signOut) return;
    for (const name of names()) if (name.startsWith(`${OWN} ${person} `)) localStorage.removeItem(name);
  });
}
