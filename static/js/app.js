// The small behaviours of every page, none of which imports another. Each improves something that works without it.
// What one page or part needs is loaded there.
import "./gap.js";
import "./dialog.js";
import "./menu.js";
import "./focus.js";
import "./print.js";
import "./photos.js";
import "./once.js";
import "./drafts.js";
import "./tick-all.js";
import "./session-clock.js";
import "./show-password.js";
