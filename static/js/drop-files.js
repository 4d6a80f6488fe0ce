// A form [data-drop] takes files that are dropped on it into its file input, and says which are chosen.
for (const form of document.querySelectorAll("form[data-drop]")) {
  const input = form.querySelector("input[type=file]");
  const names = form.querySelector("[data-drop-names]");
  const say = () => {
    names.textContent = "";
    names.append(...[...input.files].map((file) => Object.assign(document.createElement("li"), { textContent: file.name })));
  };
  if (window.matchMedia("(hover: hover)").matches) form.querySelector("[data-drop-hint]").hidden = false;
  input.addEventListener("change", say);
  for (const name of ["dragover", "dragleave", "drop"]) {
    form.addEventListener(name, (event) => {
      event.preventDefault();
      form.classList.toggle("is-over", name === "dragover");
      if (name !== "drop" || !event.dataTransfer.files.length) return;
      input.files = event.dataTransfer.files;
      say();
    });
  }
}
