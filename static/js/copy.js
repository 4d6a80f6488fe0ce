// [data-copy="id"] copies the value of that field; hidden where there is no script. Without HTTPS browsers only know the old way.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copy);
    field.select();
    const done = navigator.clipboard ? await navigator.clipboard.writeText(field.value).then(() => true, () => false) : document.execCommand("copy");
    if (done) button.querySelector("span").textContent = "已复制";
  });
}
