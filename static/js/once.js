// A form is sent once, however often its button is tapped: the button is busy until the page goes, or for a minute at most.
// Downloads (data-repeat) may be sent again.
const MINUTE = 60_000;
const free = (form) => {
  delete form.dataset.sent;
  form.querySelectorAll("[aria-busy=true]").forEach((button) => button.removeAttribute("aria-busy"));
};
let tapped = null;
document.addEventListener("click", (event) => {
  tapped = event.target.closest("button");
});
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || "repeat" in form.dataset) return;
  if (form.dataset.sent) event.preventDefault();
  if (event.defaultPrevented) return;
  form.dataset.sent = "1";
  const button = tapped && tapped.form === form ? tapped : form.querySelector("button[type=submit], button:not([type])");
  if (button) button.setAttribute("aria-busy", "true");
  setTimeout(() => free(form), MINUTE);
});
window.addEventListener("pageshow", () => document.querySelectorAll("form").forEach(free));
