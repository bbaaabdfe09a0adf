// What a page keeps on this device, sealed: AES-GCM under a key that stands in this person's signed-in pages
// alone. It is never stored here, so without a session what lies here opens for nobody. The desk changes it
// every three days; a page brings the one before as well.

const [OWN, SIZE] = ["plenipo-draft", 1024];
const person = document.body.dataset.person;
const given = (document.body.dataset.draftKeys ?? "").split(" ").filter(Boolean);
document.body.removeAttribute("data-draft-keys"); // a page that is saved to a file brings none

export const able = given.length > 0 && Boolean(globalThis.crypto?.subtle);
const keys = able ? Promise.all(given.map(imported)) : Promise.resolve([]);
const utf8 = (text) => new TextEncoder().encode(text);
const base64 = (bytes) => btoa(Array.from(bytes, (each) => String.fromCharCode(each)).join(""));
const bytes = (text) => Uint8Array.from(atob(text), (each) => each.charCodeAt(0));
const about = (name, nonce) => ({ name: "AES-GCM", iv: nonce, additionalData: utf8(name) });

function imported(hex) {
  const raw = Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
  return crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
}

// One after the other, so that what was typed last is what stays.
let last = Promise.resolve();
const inTurn = (work) => (last = last.then(work, work));

export const place = (key) => `${OWN} ${person} ${key}`;
export const names = () => Object.keys(localStorage).filter((name) => name.startsWith(`${OWN} `));

// Of a draft: when it was saved, and the act that was made of it, once it was.
export function label(name) {
  try {
    const { saved, token, box } = JSON.parse(localStorage.getItem(name));
    return box ? { saved, token } : null;
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

// Its length tells nothing of a choice: it grows by a kibibyte.
export function seal(name, values) {
  const text = JSON.stringify(values);
  const plain = utf8(text.padEnd(Math.ceil(text.length / SIZE) * SIZE));
  return inTurn(async () => {
    const nonce = crypto.getRandomValues(new Uint8Array(12));
    const box = new Uint8Array(await crypto.subtle.encrypt(about(name, nonce), (await keys)[0], plain));
    write(name, { saved: Date.now(), nonce: base64(nonce), box: base64(box) });
  });
}

// Null where there is none, or none that opens.
export async function open(name) {
  for (const key of label(name) ? await keys : []) {
    try {
      const { nonce, box } = JSON.parse(localStorage.getItem(name));
      const plain = await crypto.subtle.decrypt(about(name, bytes(nonce)), key, bytes(box));
      return JSON.parse(new TextDecoder().decode(plain));
    } catch {
      // Another key, or not as it was sealed.
    }
  }
  return null;
}

export function mark(name, token) {
  if (label(name)) write(name, { ...JSON.parse(localStorage.getItem(name)), token });
}

// Those for which `which` holds, and what is being sealed at this moment too.
export function erase(which) {
  const now = () => names().filter(which).forEach((name) => localStorage.removeItem(name));
  now();
  inTurn(now);
}
