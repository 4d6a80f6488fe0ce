// What a phone keeps until the server has answered: scans and forms, in IndexedDB. An entry is kept first and sent then;
// it leaves, or stays with the reason, after its own answer. Its nonce makes sending twice harmless, also from two tabs.
// Entry: {nonce, what: "scan" | "form", owner, at, state: "waiting" | "refused" | "done", sentence, …}.
const open = () =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open("yunhe-queue", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("entries", { keyPath: "nonce" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const run = async (mode, work) => {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction("entries", mode);
      const request = work(transaction.objectStore("entries"));
      transaction.oncomplete = () => resolve(request && request.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error); // no room on the phone
    });
  } finally {
    database.close();
  }
};

export const newNonce = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
};

export const put = (entry) => run("readwrite", (store) => store.put(entry));
export const forget = (nonce) => run("readwrite", (store) => store.delete(nonce));

// Keeps what is new and returns it with its state, nonce and time.
export const keep = async (entry) => {
  const kept = { nonce: newNonce(), at: Date.now(), state: "waiting", sentence: "", ...entry };
  await put(kept);
  return kept;
};

// All entries of one kind, the newest first; those that wait, the oldest first.
export const all = async (what) => {
  const entries = await run("readonly", (store) => store.getAll());
  return entries.filter((entry) => entry.what === what).sort((a, b) => b.at - a.at);
};
export const waiting = async (what) => (await all(what)).filter((entry) => entry.state === "waiting").reverse();

// Asks the server and waits for the whole answer, but not for ever: a network that is none must not hold up what comes next.
// Resolves to the answer with its `body` as text; rejects when there was none in time.
export const ask = async (address, options, limit = 8000) => {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), limit);
  try {
    const answer = await fetch(address, { ...options, signal: stop.signal });
    const body = await answer.text();
    return { status: answer.status, ok: answer.ok, redirected: answer.redirected, type: answer.type, body };
  } finally {
    clearTimeout(timer);
  }
};
