// [data-offline] keeps what was typed on the phone first and sends it then; the server writes each nonce once, so sending
// twice does no harm. It lies in the phone encrypted: the key comes with the page of the person who is signed in and is kept
// nowhere, so that after signing out nobody reads it. What is kept goes after a week, and only the same person sends it.
import { all, ask, forget, keep, waiting } from "./queue.js";

const WEEK = 7 * 24 * 3600 * 1000;
const form = document.querySelector("form[data-offline]");
const { offlinePerson, offlineKey } = document.querySelector("[data-offline-person]").dataset;
const owner = Number(offlinePerson);
const cipher = window.crypto && crypto.subtle; // only where the address is secure
let pressed = null;
let sending = null;

const tell = (text, tone) => {
  let note = document.querySelector(".offline-note");
  if (!note) {
    note = document.createElement("div");
    note.setAttribute("role", "status");
    document.querySelector(".page-head").after(note);
  }
  note.className = `offline-note alert alert-${tone}`;
  note.textContent = text;
  if (tone === "warning" && note.dataset.waits) {
    const link = document.createElement("a");
    link.href = `/accounts/sign-in/?next=${encodeURIComponent(location.pathname + location.search)}`;
    link.textContent = "登录";
    note.append(" ", link);
  }
  note.scrollIntoView({ block: "center" });
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

// Keeps the form under its own nonce: tapped again it is the same entry.
const keepForm = async () => {
  const data = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
  if (pressed && pressed.name) data.push([pressed.name, pressed.value]);
  const where = { nonce: form.elements.nonce.value, url: form.action || location.href };
  return keep({ what: "form", owner, ...where, ...(await seal(data)) });
};

const sendAll = async () => {
  for (const entry of await all("form")) if (Date.now() - entry.at > WEEK) await forget(entry.nonce);
  const said = { refused: [], done: {}, left: 0, lost: 0, out: false };
  const token = document.querySelector("input[name=csrfmiddlewaretoken]");
  for (const entry of (await waiting("form")).filter((one) => one.owner === owner)) {
    const data = await unseal(entry);
    if (!data) {
      said.lost += 1;
      await forget(entry.nonce);
      continue;
    }
    const body = new FormData();
    for (const [name, value] of [...data, ["csrfmiddlewaretoken", token ? token.value : ""]]) body.append(name, value);
    const options = { method: "POST", body, headers: { "X-Queued": "1" }, redirect: "manual" };
    const answer = await ask(entry.url, options, 15_000).catch(() => ({ status: -1 }));
    if (answer.status === 200) said.done[entry.nonce] = answer.body;
    else if (answer.status === 422) said.refused.push(answer.body);
    else said.left += 1;
    if (answer.status === 0 || answer.status === 403) said.out = true; // led to sign in, or the token is another person's
    if (answer.status === 200 || answer.status === 422) await forget(entry.nonce);
    if (answer.status === -1) break; // no network: the others wait too
  }
  return said;
};

// One sending at a time in this tab; what comes meanwhile is sent after it. Two tabs do no harm: each nonce is written once.
const send = () => {
  sending = (sending || Promise.resolve()).then(sendAll);
  return sending;
};

const say = (said) => {
  const number = Object.keys(said.done).length;
  const note = document.querySelector(".offline-note");
  if (note) delete note.dataset.waits;
  if (said.lost) tell(`手机里存下的 ${said.lost} 条走访打不开了，没有上传，请重新填写。`, "danger");
  else if (said.refused.length) tell(`有 ${said.refused.length} 条没有记上：${said.refused.join("；")}`, "danger");
  else if (said.left) tell(`已存在手机里：还有 ${said.left} 条走访等待上传，${said.out ? "登录后自动上传。" : "有信号后自动上传。"}`, "warning");
  else if (number) tell(`刚才存下的 ${number} 条走访已上传。`, "success");
};

const submit = async () => {
  let kept;
  try {
    kept = await keepForm();
  } catch (error) {
    form.submit(); // a phone that keeps nothing sends the form as ever
    return;
  }
  document.dispatchEvent(new CustomEvent("yunhe:kept", { detail: form }));
  tell("已存在手机里，正在上传……", "info");
  const said = await send();
  const done = said.done[kept.nonce];
  if (done) location.assign(done);
  else say(said);
  form.hidden = said.left > 0; // it is kept: nothing here waits to be tapped again
};

if (form && cipher) {
  form.addEventListener("click", (event) => {
    pressed = event.target.closest("button");
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
}
if (cipher) {
  window.addEventListener("online", () => send().then(say));
  send().then(say);
}
