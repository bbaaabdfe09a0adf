// The keyboard: the palette by Ctrl+K, the sheet of keys by ?, a page by g and its letter, search by /.
// Nothing happens while somebody types in a field. Keys without Ctrl can be turned off in the sheet.

const OFF = "plenipo-keys-off";
const WAIT = 1500; // ms from g to its letter
const PAUSE = 120; // ms after the last letter typed, before it is looked for
const palette = document.getElementById("palette");
const sheet = document.getElementById("keys");
const input = palette.querySelector("input");
const list = palette.querySelector("ul");
const status = palette.querySelector("[role=status]");
const source = palette.querySelector("form").action;

// --- keys ---

let pending = 0;

const typing = (target) =>
  target instanceof Element && target.closest("input, textarea, select, [contenteditable], [role=textbox]") !== null;

// The letter on the key, also where the layout writes no Latin.
function letter(event) {
  if (/^[ -~]$/.test(event.key)) return event.key.toLowerCase();
  return event.code.match(/^Key([A-Z])$/)?.[1].toLowerCase() ?? event.key;
}

function single() {
  try {
    return localStorage.getItem(OFF) === null;
  } catch {
    return true;
  }
}

function go(key) {
  const link = sheet.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (link) location.assign(link.href);
  return Boolean(link);
}

function search() {
  const field = document.querySelector("main input[type=search]");
  if (!field) return go("/");
  field.focus();
  field.select();
  return true;
}

function pressed(event) {
  const key = letter(event);
  if (event.ctrlKey || event.metaKey) {
    if (key !== "k" || event.altKey || event.shiftKey) return false;
    open();
    return true;
  }
  if (event.altKey || !single()) return false;
  const second = event.timeStamp - pending < WAIT && pending > 0;
  pending = !second && key === "g" ? event.timeStamp : 0;
  if (second) return /^[a-z]$/.test(key) && go(key);
  if (key === "/") return search();
  if (key !== "?") return key === "g";
  sheet.showModal();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.repeat || typing(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  if (pressed(event)) event.preventDefault();
});

const choice = document.getElementById("single-keys");
choice.checked = single();
choice.addEventListener("change", () => {
  try {
    if (choice.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "yes");
  } catch {
    // Where nothing may be kept, the choice holds for nothing.
  }
});

// --- the palette ---

const plain = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const pages = [...document.querySelectorAll(".nav a")].map((link) => ({
  words: link.textContent.trim(),
  href: link.href,
  hint: palette.dataset.page,
}));
let acts = null;
let found = [];
let chosen = 0;
let asking = null;
let timer = 0;

function open() {
  input.value = "";
  found = [];
  chosen = 0;
  draw();
  palette.showModal();
  if (acts === null) ask("").then((answer) => answer && ((acts = answer.lines), draw()));
}

// The answer for these words; null where it is no longer wanted, or there is none.
async function ask(words) {
  if (words) {
    asking?.abort();
    asking = new AbortController();
  }
  try {
    const address = `${source}?${new URLSearchParams({ format: "palette", q: words })}`;
    const signal = words ? asking.signal : undefined;
    const answer = await fetch(address, { signal, redirect: "error" });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

function lines() {
  const looked = plain(input.value).split(/\s+/).filter(Boolean);
  const fits = (line) => looked.every((word) => plain(line.words).includes(word));
  return [...pages.filter(fits), ...(acts ?? []).filter(fits), ...found];
}

function row(line, at) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  const hint = document.createElement("span");
  item.setAttribute("role", "none");
  link.setAttribute("role", "option");
  link.id = `palette-line-${at}`;
  link.href = line.href;
  link.tabIndex = -1;
  hint.className = "soft nowrap";
  hint.textContent = line.hint;
  link.append(line.words, " ", hint);
  item.append(link);
  return item;
}

function draw() {
  const shown = lines();
  list.replaceChildren(...shown.map(row));
  input.setAttribute("aria-expanded", String(shown.length > 0));
  status.textContent = shown.length ? `${palette.dataset.count} ${shown.length}` : palette.dataset.none;
  choose(chosen);
}

function choose(at) {
  const links = [...list.querySelectorAll("a")];
  chosen = links.length ? (at + links.length) % links.length : 0;
  input.removeAttribute("aria-activedescendant");
  links.forEach((link, place) => {
    link.setAttribute("aria-selected", String(place === chosen));
    link.toggleAttribute("aria-current", false);
    if (place !== chosen) return;
    link.setAttribute("aria-current", "true");
    input.setAttribute("aria-activedescendant", link.id);
    link.scrollIntoView({ block: "nearest" });
  });
}

input.addEventListener("input", () => {
  found = [];
  chosen = 0;
  draw();
  clearTimeout(timer);
  const words = input.value.trim();
  if (words) timer = setTimeout(look, PAUSE, words);
});

// Again while the desk has not looked through all records.
async function look(words) {
  const answer = await ask(words);
  if (!answer || !palette.open || words !== input.value.trim()) return;
  found = answer.lines;
  draw();
  if (!answer.complete) timer = setTimeout(look, PAUSE, words);
}

input.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) choose(chosen + step);
  else if (event.key === "Enter" && list.children.length) list.querySelectorAll("a")[chosen].click();
  else return;
  event.preventDefault();
});
