// Seals or opens one age file with the age-encryption package, as the JSON on standard input asks.
// {"recipients": [...], "plaintext": base64, "armor": bool} or {"identities": [...], "ciphertext": base64};
// the answer is {"data": base64} or {"error": text}.
import { webcrypto } from "node:crypto"
import { readFileSync } from "node:fs"
import { armor, Decrypter, Encrypter } from "age-encryption"

globalThis.crypto ??= webcrypto // Node 18, Debian 12's, has it under this name only

const bytes = (text) => new Uint8Array(Buffer.from(text, "base64"))

async function seal({ recipients, plaintext }) {
  const encrypter = new Encrypter()
  for (const recipient of recipients) encrypter.addRecipient(recipient)
  return encrypter.encrypt(bytes(plaintext))
}

async function open({ identities, ciphertext }) {
  const decrypter = new Decrypter()
  for (const identity of identities) decrypter.addIdentity(identity)
  return decrypter.decrypt(bytes(ciphertext), "uint8array")
}

async function answer(request) {
  try {
    let data = await (request.recipients ? seal(request) : open(request))
    if (request.armor) data = armor.encode(data)
    return { data: Buffer.from(data).toString("base64") }
  } catch (error) {
    return { error: String(error) }
  }
}

const requests = JSON.parse(readFileSync(0, "utf8"))
console.log(JSON.stringify(await Promise.all(requests.map(answer))))
