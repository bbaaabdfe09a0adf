// Keeps what is typed into a form with data-draft on this device until it is registered, so that a lost
// connection loses nothing. It lies there sealed, for one person and one form, and is erased when the act is
// registered, when they discard it, when they sign out, and after three days. A browser that cannot seal keeps
// nothing, and the page says so.

import { able, erase, label, mark, names, open, place, seal } from "./sealed.js";

const SENT_FROM = "plenipo-draft-sent-from";
const LIFE = 3 * 24 * 60 * 60 * 1000;

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

async function restore(form, name) {
  const values = await open(name);
  if (values === null) return void erase((each) => each === name);
  if (JSON.stringify(values) === JSON.stringify(typed(form))) return;
  fill(form, values);
  form.dispatchEvent(new Event("change", { bubbles: true }));
  const shown = notice(form, "restored");
  shown?.querySelector("button").addEventListener("click", () => {
    erase((each) => each === name);
    form.reset();
    shown.remove();
    form.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

// Besides this form's own draft, that of the act which is written anew here.
function behind(name) {
  const from = new URLSearchParams(location.search).get("from");
  return [name, ...names().filter((each) => from && label(each)?.token === from)];
}

// Without a connection the page stays, with what was typed.
function hold(event, form, kind) {
  if (navigator.onLine) return false;
  event.preventDefault();
  form.querySelector("[data-draft-offline]")?.remove();
  notice(form, kind)?.scrollIntoView({ block: "nearest" });
  return true;
}

async function keep(form) {
  const name = place(form.dataset.draft);
  sessionStorage.removeItem(SENT_FROM);
  await restore(form, name);
  const save = () => seal(name, typed(form));
  form.addEventListener("input", save);
  form.addEventListener("change", (event) => event.target !== form && save());
  form.addEventListener("submit", (event) => {
    save();
    if (!hold(event, form, "offline")) sessionStorage.setItem(SENT_FROM, JSON.stringify(behind(name)));
  });
}

function keepNothing(form) {
  notice(form, "unkept");
  form.addEventListener("submit", (event) => hold(event, form, "alone"));
}

// The page on which an act is signed: its draft goes once the act stands in the register.
function follow() {
  const token = location.pathname.match(/^\/sign\/([0-9a-f]+)/)?.[1];
  const from = sessionStorage.getItem(SENT_FROM);
  if (token && from) {
    for (const name of JSON.parse(from)) mark(name, token);
    sessionStorage.removeItem(SENT_FROM);
  }
  const sent = document.querySelector("[data-sent]")?.dataset.sent;
  if (sent) erase((name) => label(name)?.token === sent);
}

erase((name) => !(Date.now() - label(name)?.saved < LIFE));
for (const form of document.querySelectorAll("form[data-draft]")) able ? keep(form) : keepNothing(form);
follow();
document.addEventListener("htmx:after:swap", follow);
document.addEventListener("submit", (event) => {
  if (new URL(event.target.action, location).pathname !== document.body.dataset.signOut) return;
  erase((name) => name.startsWith(place("")));
});
