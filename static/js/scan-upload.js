// Hands in the scans that wait on the phone, as often as it takes. Refused ones stay until somebody has read why.
import { put, waiting } from "./queue.js";

export class SignedOut extends Error {}

const BATCH = 50;
const CLOCK = 30_000; // a phone whose clock is further off than this is put right by the server's

// Hands in what belongs to whoever is signed in; returns the number of scans that somebody else has made.
export const handIn = async (address) => {
  const scans = await waiting("scan");
  if (!scans.length) return 0;
  const who = await fetch(address, { headers: { "X-Background": "1" }, cache: "no-store" });
  if (who.redirected || who.status === 403) throw new SignedOut();
  if (!who.ok) throw new Error(String(who.status));
  const { owner, now, csrf } = await who.json();
  const offset = Math.abs(now - Date.now()) > CLOCK ? now - Date.now() : 0;
  const mine = scans.filter((scan) => scan.owner === owner);
  for (let start = 0; start < mine.length; start += BATCH) {
    const batch = mine.slice(start, start + BATCH);
    const facts = batch.map(({ nonce, kind, token, stamp, place, at }) => {
      const happened_at = new Date(at + offset).toISOString();
      return { nonce, kind, token, stamp, place, happened_at };
    });
    const answer = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": csrf },
      body: JSON.stringify({ scans: facts }),
    });
    if (answer.redirected) throw new SignedOut();
    if (!answer.ok) throw new Error(String(answer.status));
    for (const { nonce, outcome, sentence } of (await answer.json()).results) {
      const scan = batch.find((one) => one.nonce === nonce);
      if (scan) await put({ ...scan, sentence, state: outcome === "refused" ? "refused" : "done" });
    }
  }
  return scans.length - mine.length;
};
