// The sidebar as a drawer on the phone, and menus that close on Escape or a click elsewhere.
const sidebar = document.getElementById("menu");
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-menu]")) {
    event.preventDefault();
    sidebar.classList.add("is-open");
    sidebar.querySelector("a").focus();
  } else if (event.target.closest("[data-menu-close]") || !event.target.closest("#menu")) {
    if (event.target.closest("[data-menu-close]")) event.preventDefault();
    sidebar?.classList.remove("is-open");
  }
  document.querySelectorAll("details[data-menu-details][open]").forEach((menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  sidebar?.classList.remove("is-open");
  document.querySelectorAll("details[data-menu-details][open]").forEach((menu) => {
    menu.open = false;
    menu.querySelector("summary").focus();
  });
});
