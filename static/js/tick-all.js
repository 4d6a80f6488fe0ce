// [data-tick-all="form-id"] ticks every row of its table; hidden where there is no script.
const show = () => document.querySelectorAll("[data-tick-all]").forEach((box) => { box.hidden = false; });
document.addEventListener("change", (event) => {
  const form = event.target.dataset && event.target.dataset.tickAll;
  if (!form) return;
  document.querySelectorAll(`input[name="pk"][form="${form}"]`).forEach((box) => { box.checked = event.target.checked; });
});
document.addEventListener("htmx:afterSettle", show);
show();
