// [data-offline="key"] keeps what was typed while there is no signal and sends it once there is; the server writes each
// nonce once, so sending twice does no harm. What is kept goes after a week, and only the same person's pages send it.
const WEEK = 7 * 24 * 3600 * 1000;
const form = document.querySelector("form[data-offline]");
const person = document.querySelector("[data-offline-person]")?.dataset.offlinePerson;
const name = (who) => `yunhe-offline-${who}`;

const read = (who) => {
  try {
    return JSON.parse(localStorage.getItem(name(who)) || "[]").filter((entry) => Date.now() - entry.at < WEEK);
  } catch {
    return [];
  }
};

const write = (who, entries) => {
  if (entries.length) localStorage.setItem(name(who), JSON.stringify(entries));
  else localStorage.removeItem(name(who));
};

const tell = (text, tone) => {
  let note = document.querySelector(".offline-note");
  if (!note) {
    note = document.createElement("div");
    note.setAttribute("role", "status");
    document.querySelector(".page-head")?.after(note);
  }
  note.className = `offline-note alert alert-${tone}`;
  note.textContent = text;
};

const keep = (who, submitted, submitter) => {
  const data = [...new FormData(submitted, submitter).entries()].filter(([key]) => key !== "csrfmiddlewaretoken");
  write(who, [...read(who), { at: Date.now(), url: submitted.action || location.href, data }]);
  tell("没有信号，已存在手机里，有信号后自动上传。请不要退出登录。", "warning");
};

const send = async (who) => {
  const token = document.querySelector("input[name=csrfmiddlewaretoken]")?.value;
  const waiting = read(who);
  if (!waiting.length || !token || !navigator.onLine) return;
  let done = 0;
  const refused = [];
  const left = [];
  for (const entry of waiting) {
    const body = new URLSearchParams([...entry.data, ["csrfmiddlewaretoken", token]]);
    try {
      const answer = await fetch(entry.url, { method: "POST", body, headers: { "X-Queued": "1" }, redirect: "manual" });
      if (answer.status === 204) done += 1;
      else if (answer.status === 422) refused.push(await answer.text());
      else left.push(entry);
    } catch {
      left.push(entry);
    }
  }
  write(who, left);
  if (refused.length) tell(`有 ${refused.length} 条没有记上：${refused.join("；")}`, "danger");
  else if (left.length) tell(`还有 ${left.length} 条走访等待上传，登录后会自动上传。`, "warning");
  else if (done) tell(`刚才存下的 ${done} 条走访已上传。`, "success");
};

if (person) {
  form?.addEventListener("submit", (event) => {
    if (navigator.onLine) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    keep(person, form, event.submitter);
  });
  window.addEventListener("online", () => send(person));
  send(person);
}
