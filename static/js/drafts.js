// What is typed into a form stays on this device until the server has said that it was taken: after a session that ended, a
// network that was none, a page that was left, the same form shows it again, photos too. Nothing of ballots (/b/) is kept, no
// password, nothing that stands hidden in the form. A person's drafts are encrypted with a key that comes with the person's
// pages (where the address is secure) and go at sign-out; without an account they belong to the tab. All go after a week.
const WEEK = 7 * 24 * 3600 * 1000;
const PAUSE = 400; // after the last key
const MOST = 30_000_000; // bytes of files
const { user = "", draftKey = "" } = document.body.dataset;
const cipher = window.crypto && crypto.subtle;
const isOpen = Boolean(window.indexedDB && window.sessionStorage) && !location.pathname.startsWith("/b/");

const random = () => [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

const tab = () => {
  const known = sessionStorage.getItem("yunhe-tab") || random();
  sessionStorage.setItem("yunhe-tab", known);
  return known;
};

const owner = () => (user && draftKey && cipher ? user : `tab-${tab()}`);

const database = () =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open("yunhe-drafts", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("drafts", { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const run = async (mode, work) => {
  const opened = await database();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = opened.transaction("drafts", mode);
      const request = work(transaction.objectStore("drafts"));
      transaction.oncomplete = () => resolve(request && request.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    opened.close();
  }
};

const key = () => {
  const bytes = Uint8Array.from(draftKey.match(/../g), (pair) => parseInt(pair, 16));
  return cipher.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
};

const isSealed = () => Boolean(user && draftKey && cipher);

const seal = async (buffer) => {
  if (!isSealed()) return { plain: buffer };
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, sealed: await cipher.encrypt({ name: "AES-GCM", iv }, await key(), buffer) };
};

const unseal = async ({ plain, iv, sealed }) => plain || cipher.decrypt({ name: "AES-GCM", iv }, await key(), sealed);

const TYPED = "textarea, select, input:not([type=hidden]):not([type=password]):not([type=submit]):not([type=button])";

const fieldsOf = (form) =>
  [...form.elements].filter((field) => field.name && field.matches(TYPED) && !field.closest(".concern-trap"));

// Forms in which something is typed: no buttons, no filters, none with a password.
const isKept = (form) =>
  form.method === "post" &&
  !("noDraft" in form.dataset) &&
  !form.querySelector("input[type=password]") &&
  fieldsOf(form).some((field) => field.matches("textarea, input[type=file], input[type=text], input:not([type])"));

const nameOf = (form) => {
  const names = [...new Set(fieldsOf(form).map((field) => field.name))].filter((name) => name !== "sum");
  return `${owner()}|${location.pathname}${location.search}|${form.getAttribute("action") || ""}|${names.join(",")}`.slice(0, 900);
};

const read = (form) => {
  const values = [];
  for (const field of fieldsOf(form)) {
    if (field.type === "file" || field.name === "sum") continue;
    if (field.type === "checkbox" || field.type === "radio") values.push([field.name, field.value, field.checked]);
    else if (field.multiple) values.push([field.name, [...field.options].filter((one) => one.selected).map((one) => one.value)]);
    else values.push([field.name, field.value]);
  }
  return values;
};

const filesOf = (form) =>
  fieldsOf(form)
    .filter((field) => field.type === "file")
    .reduce((all, field) => all.concat([...field.files].map((file) => [field.name, file])), []);

const write = (form, values) => {
  let changed = false;
  for (const [name, value, checked] of values) {
    for (const field of fieldsOf(form).filter((one) => one.name === name)) {
      const before = field.type === "checkbox" || field.type === "radio" ? field.checked : field.value;
      if (field.type === "checkbox" || field.type === "radio") {
        if (field.value === value) field.checked = checked;
      } else if (field.type === "file") continue;
      else if (Array.isArray(value)) [...field.options].forEach((one) => { one.selected = value.includes(one.value); });
      else field.value = value;
      changed = changed || before !== (field.type === "checkbox" || field.type === "radio" ? field.checked : field.value);
    }
  }
  return changed;
};

const idOf = (form) => {
  let field = form.querySelector("input[name=draft]");
  if (!field) {
    field = document.createElement("input");
    field.type = "hidden";
    field.name = "draft";
    field.value = random();
    form.append(field);
  }
  return field;
};

const save = async (form) => {
  const files = [];
  let size = 0;
  for (const [name, file] of filesOf(form)) {
    size += file.size;
    if (size > MOST) continue;
    files.push({ name, file: file.name, type: file.type, content: await seal(await new Response(file).arrayBuffer()) });
  }
  const text = await seal(new TextEncoder().encode(JSON.stringify(read(form))).buffer);
  const entry = { id: nameOf(form), owner: owner(), draft: idOf(form).value, at: Date.now(), text, files };
  await run("readwrite", (store) => store.put(entry));
};

const remove = (id) => run("readwrite", (store) => store.delete(id));

const notice = (form, entry, initial) => {
  const box = document.createElement("div");
  box.className = "alert alert-info draft-notice";
  box.setAttribute("role", "status");
  const at = new Date(entry.at).toLocaleString("zh-CN", { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" });
  const text = document.createElement("p");
  text.textContent = `已恢复您 ${at} 填写、还没有提交的内容${entry.files.length ? "和文件" : ""}，请核对后提交。`;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-small";
  button.textContent = "不要了，重新填";
  button.addEventListener("click", async () => {
    await remove(entry.id);
    form.reset();
    write(form, initial);
    fieldsOf(form).filter((field) => field.type === "file").forEach((field) => { field.value = ""; });
    box.remove();
  });
  box.append(text, button);
  form.parentNode.insertBefore(box, form);
};

const restoreFiles = async (form, entry) => {
  let some = false;
  for (const field of fieldsOf(form).filter((one) => one.type === "file" && !one.files.length)) {
    const mine = entry.files.filter((one) => one.name === field.name);
    if (!mine.length) continue;
    const held = new DataTransfer();
    for (const one of mine) held.items.add(new File([await unseal(one.content)], one.file, { type: one.type }));
    field.files = held.files;
    some = true;
  }
  return some;
};

const restore = async (form) => {
  const entry = await run("readonly", (store) => store.get(nameOf(form)));
  if (!entry || entry.owner !== owner()) return;
  idOf(form).value = entry.draft;
  const initial = read(form);
  const isAnswer = Boolean(form.querySelector(".error-summary, .has-error")); // the server shows what was sent
  const values = isAnswer ? [] : JSON.parse(new TextDecoder().decode(await unseal(entry.text)));
  const changed = write(form, values);
  const some = await restoreFiles(form, entry);
  if (changed || some) notice(form, entry, initial);
};

// The server names what it has taken in a cookie; what is taken is kept no longer.
const settle = async () => {
  const found = document.cookie.match(/(?:^|; )draft_taken=([0-9a-f.]+)/);
  const taken = found ? found[1].split(".") : [];
  if (found) document.cookie = "draft_taken=; path=/; max-age=0";
  const entries = await run("readonly", (store) => store.getAll());
  for (const entry of entries) {
    if (taken.includes(entry.draft) || Date.now() - entry.at > WEEK) await remove(entry.id);
  }
};

const timers = new Map();
const later = (form) => {
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(() => save(form).catch(() => {}), PAUSE));
};

const touched = (event) => {
  const form = event.target.form;
  if (form && fieldsOf(form).includes(event.target) && isKept(form)) later(form);
};

const begin = () => document.querySelectorAll("form").forEach((form) => {
  if (isKept(form)) restore(form).catch(() => {});
});

if (isOpen) {
  settle().catch(() => {}).then(begin);
  document.addEventListener("yunhe:drawn", () => settle().catch(() => {}).then(begin));
  for (const name of ["input", "change", "yunhe:shrunk"]) document.addEventListener(name, touched);
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("[data-sign-out]")) {
      event.preventDefault();
      const gone = run("readwrite", (store) => store.clear()).catch(() => {});
      Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 1500))]).then(() => form.submit());
    } else if (isKept(form)) {
      idOf(form);
      clearTimeout(timers.get(form));
      save(form).catch(() => {});
    }
  });
  document.addEventListener("yunhe:kept", (event) => {
    clearTimeout(timers.get(event.detail));
    remove(nameOf(event.detail)).catch(() => {});
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) settle().catch(() => {});
  });
}
