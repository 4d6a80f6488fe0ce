// After a refused form the error summary takes the focus, so that it is read first.
const first = () => {
  const summary = document.querySelector("[data-focus]");
  if (summary) summary.focus();
};
first();
document.addEventListener("yunhe:drawn", first);
