// Loads the small behaviours. Each improves something that works without it.
import "./dialog.js";
import "./menu.js";
import "./focus.js";
import "./print.js";
import "./once.js";
import "./tick-all.js";
import "./drop-files.js";
import "./copy.js";
import "./session-clock.js";
import "./offline-form.js";
import "./near.js";
import "./blacken.js";
