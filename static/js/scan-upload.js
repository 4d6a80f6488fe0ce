// Hands in the scans that wait on the phone, as often as it takes. Refused ones stay until somebody has read why.
import { ask, put, waiting } from "./queue.js";
import { noteServer, timeOf } from "./scan-clock.js";

export class SignedOut extends Error {}

const BATCH = 50;

// Asks who is there: {owner, now, csrf, address}. Signed in, or the deputy whose bound phone this is.
const whoIsThere = async (addresses) => {
  for (const address of addresses) {
    const answer = await ask(address, { headers: { "X-Background": "1" }, cache: "no-store" });
    if (answer.redirected || answer.status === 403) continue;
    if (!answer.ok) throw new Error(String(answer.status));
    const facts = JSON.parse(answer.body);
    if (facts.owner) return { ...facts, address };
  }
  throw new SignedOut();
};

// Hands in what belongs to whoever is there; returns the number of scans that somebody else has made.
export const handIn = async (addresses) => {
  const scans = await waiting("scan");
  if (!scans.length) return 0;
  const { owner, now, csrf, address } = await whoIsThere(addresses);
  const offset = noteServer(now);
  const mine = scans.filter((scan) => scan.owner === owner);
  for (let start = 0; start < mine.length; start += BATCH) {
    const batch = mine.slice(start, start + BATCH);
    const facts = batch.map((scan) => {
      const { nonce, kind, token, stamp, place } = scan;
      const { at, uncertain } = timeOf(scan, now, offset);
      return { nonce, kind, token, stamp, place, happened_at: new Date(at).toISOString(), uncertain };
    });
    const answer = await ask(address, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": csrf },
      body: JSON.stringify({ scans: facts }),
    });
    if (answer.redirected) throw new SignedOut();
    if (!answer.ok) throw new Error(String(answer.status));
    for (const { nonce, outcome, sentence } of JSON.parse(answer.body).results) {
      const scan = batch.find((one) => one.nonce === nonce);
      if (scan) await put({ ...scan, sentence, state: outcome === "refused" ? "refused" : "done" });
    }
  }
  return scans.length - mine.length;
};
