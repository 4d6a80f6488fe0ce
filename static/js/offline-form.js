// [data-offline] keeps what was typed while there is no signal and sends it once there is; the server writes each nonce
// once, so sending twice does no harm. It lies in the phone encrypted: the key comes with the page of the person who is signed in and
// is kept nowhere, so that after signing out nobody reads it. What is kept goes after a week, and only the same person sends it.
import { all, forget, keep, waiting } from "./queue.js";

const WEEK = 7 * 24 * 3600 * 1000;
const form = document.querySelector("form[data-offline]");
const { offlinePerson, offlineKey } = document.querySelector("[data-offline-person]").dataset;
const owner = Number(offlinePerson);
const cipher = window.crypto && crypto.subtle; // only where the address is secure
let pressed = null;
let sending = false;

const tell = (text, tone) => {
  let note = document.querySelector(".offline-note");
  if (!note) {
    note = document.createElement("div");
    note.setAttribute("role", "status");
    document.querySelector(".page-head").after(note);
  }
  note.className = `offline-note alert alert-${tone}`;
  note.textContent = text;
};

const key = () => {
  const bytes = Uint8Array.from(offlineKey.match(/../g), (pair) => parseInt(pair, 16));
  return cipher.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
};

const seal = async (data) => {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const text = new TextEncoder().encode(JSON.stringify(data));
  return { iv, sealed: await cipher.encrypt({ name: "AES-GCM", iv }, await key(), text) };
};

// Returns what was kept, null when it was sealed by another key.
const unseal = async ({ data, iv, sealed }) => {
  if (data) return data; // kept by an earlier version
  try {
    const text = await cipher.decrypt({ name: "AES-GCM", iv }, await key(), sealed);
    return JSON.parse(new TextDecoder().decode(text));
  } catch (error) {
    return null;
  }
};

const keepForm = async () => {
  if (!cipher) {
    tell("没有信号，还没有保存。请不要关闭本页，有信号后再点一次。", "warning");
    return;
  }
  const data = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
  if (pressed && pressed.name) data.push([pressed.name, pressed.value]);
  const where = { nonce: form.elements.nonce.value, url: form.action || location.href };
  await keep({ what: "form", owner, ...where, ...(await seal(data)) });
  tell("没有信号，已存在手机里，有信号后自动上传。请不要退出登录。", "warning");
};

const send = async () => {
  const token = document.querySelector("input[name=csrfmiddlewaretoken]");
  if (sending || !token || !navigator.onLine) return;
  sending = true;
  for (const entry of await all("form")) if (Date.now() - entry.at > WEEK) await forget(entry.nonce);
  const refused = [];
  let done = 0;
  let left = 0;
  let lost = 0;
  for (const entry of (await waiting("form")).filter((one) => one.owner === owner)) {
    const data = await unseal(entry);
    if (!data) {
      lost += 1;
      await forget(entry.nonce);
      continue;
    }
    const body = new FormData();
    for (const [name, value] of [...data, ["csrfmiddlewaretoken", token.value]]) body.append(name, value);
    const options = { method: "POST", body, headers: { "X-Queued": "1" }, redirect: "manual" };
    const answer = await fetch(entry.url, options).catch(() => ({ status: 0 }));
    if (answer.status === 204) done += 1;
    else if (answer.status === 422) refused.push(await answer.text());
    else left += 1;
    if (answer.status === 204 || answer.status === 422) await forget(entry.nonce);
  }
  sending = false;
  if (lost) tell(`手机里存下的 ${lost} 条走访打不开了，没有上传，请重新填写。`, "danger");
  else if (refused.length) tell(`有 ${refused.length} 条没有记上：${refused.join("；")}`, "danger");
  else if (left) tell(`还有 ${left} 条走访等待上传，登录后会自动上传。`, "warning");
  else if (done) tell(`刚才存下的 ${done} 条走访已上传。`, "success");
};

if (form) {
  form.addEventListener("click", (event) => {
    pressed = event.target.closest("button");
  });
  form.addEventListener("submit", (event) => {
    if (navigator.onLine) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    keepForm();
  });
}
window.addEventListener("online", send);
send();
