// Scans on the phone: kept in IndexedDB until the server has answered, handed in again as often as it takes. The nonce
// makes that harmless. Refused scans stay until somebody has read why.
const open = () =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open("yunhe-scans", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("scans", { keyPath: "nonce" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const run = async (mode, work) => {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction("scans", mode);
      const request = work(transaction.objectStore("scans"));
      transaction.oncomplete = () => resolve(request?.result);
      transaction.onerror = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
};

export const put = (scan) => run("readwrite", (store) => store.put(scan));
export const forget = (nonce) => run("readwrite", (store) => store.delete(nonce));
export const all = async () => (await run("readonly", (store) => store.getAll())).sort((a, b) => b.at - a.at);

export const nonce = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
};

export class SignedOut extends Error {}

const BATCH = 50;
const CLOCK = 30_000; // a phone whose clock is further off than this is put right by the server's

// Hands in what waits and belongs to whoever is signed in; returns the number of scans that somebody else has made.
export const handIn = async (address) => {
  const waiting = (await all()).filter((scan) => scan.state === "waiting").reverse();
  if (!waiting.length) return 0;
  const who = await fetch(address, { headers: { "X-Background": "1" }, cache: "no-store" });
  if (who.redirected || who.status === 403) throw new SignedOut();
  if (!who.ok) throw new Error(String(who.status));
  const { owner, now, csrf } = await who.json();
  const offset = Math.abs(now - Date.now()) > CLOCK ? now - Date.now() : 0;
  const mine = waiting.filter((scan) => scan.owner === owner);
  for (let start = 0; start < mine.length; start += BATCH) {
    const scans = mine.slice(start, start + BATCH).map(({ nonce, kind, token, stamp, place, at }) => ({
      nonce,
      kind,
      token,
      stamp,
      place,
      happened_at: new Date(at + offset).toISOString(),
    }));
    const answer = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": csrf },
      body: JSON.stringify({ scans }),
    });
    if (answer.redirected) throw new SignedOut();
    if (!answer.ok) throw new Error(String(answer.status));
    for (const result of (await answer.json()).results) {
      const scan = mine.find((one) => one.nonce === result.nonce);
      if (!scan) continue;
      scan.state = result.outcome === "refused" ? "refused" : "done";
      scan.sentence = result.sentence;
      await put(scan);
    }
  }
  return waiting.length - mine.length;
};
