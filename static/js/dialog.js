// [data-dialog="id"] opens <dialog id>; [data-dialog-close] and a click on the backdrop close it.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  const closer = event.target.closest("[data-dialog-close]");
  if (opener) {
    event.preventDefault();
    const dialog = document.getElementById(opener.dataset.dialog);
    if (dialog) dialog.showModal();
  } else if (closer) {
    event.preventDefault();
    closer.closest("dialog").close();
  } else if (event.target instanceof HTMLDialogElement) {
    event.target.close();
  }
});
// A dialog whose form came back with errors opens again by itself.
document.querySelectorAll("dialog").forEach((dialog) => {
  if (dialog.querySelector(".error-summary") || `#${dialog.id}` === location.hash) dialog.showModal();
});
