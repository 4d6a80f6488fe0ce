// When a scan happened, although the phone's clock may be wrong, and put right before the scan is handed in.
// With every answer of the server its clock and ours are noted; a scan takes the last such note along.
const NOTE = "yunhe-clock"; // {offset: server − ours, wall: our clock then}
const SURE = 30_000; // smaller differences are the network's
const MINUTE = 60_000;

export const noteServer = (now) => {
  const offset = Math.abs(now - Date.now()) > SURE ? now - Date.now() : 0;
  try {
    localStorage.setItem(NOTE, JSON.stringify({ offset, wall: Date.now() }));
  } catch (error) {
    return offset; // a browser that keeps nothing
  }
  return offset;
};

// What a scan must know of the clock at its moment.
export const clockNow = () => {
  let known = null;
  try {
    known = JSON.parse(localStorage.getItem(NOTE));
  } catch (error) {
    known = null;
  }
  return { known, tick: performance.now(), boot: performance.timeOrigin };
};

// Returns {at, uncertain} of a scan that is handed in when the server's clock shows `now`; `offset` is what is measured today.
// The clock was put differently at the scan when it showed less than at the last answer before, or shows a time to come, or
// differs from the server's otherwise than it did. Then the time since counts where the page has lived on, else now.
export const timeOf = (scan, now, offset) => {
  const clock = scan.clock || { known: null };
  const known = clock.known;
  const wasBehind = known && scan.at < known.wall - MINUTE;
  const changed = known && Math.abs(known.offset - offset) > 2 * MINUTE;
  const at = scan.at + (changed ? known.offset : offset);
  if (!wasBehind && !changed && at <= now + MINUTE) return { at, uncertain: false };
  if (changed && !wasBehind && at <= now + MINUTE) return { at, uncertain: true };
  const since = clock.boot === performance.timeOrigin ? performance.now() - clock.tick : 0;
  return { at: now - since, uncertain: true };
};
