// The sidebar as a drawer on the phone, which keeps the focus while it is open, and menus that close on Escape or a click elsewhere.
const sidebar = document.getElementById("menu");
let opener = null; // what has the focus again when the drawer closes

const isOpen = () => Boolean(sidebar) && sidebar.classList.contains("is-open");

const openDrawer = (button) => {
  opener = button;
  sidebar.classList.add("is-open");
  document.documentElement.classList.add("has-drawer");
  sidebar.querySelector("a").focus();
};

const closeDrawer = () => {
  if (!isOpen()) return;
  sidebar.classList.remove("is-open");
  document.documentElement.classList.remove("has-drawer");
  if (opener) opener.focus();
  opener = null;
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-menu]");
  const closer = event.target.closest("[data-menu-close]");
  if (button && sidebar) {
    event.preventDefault();
    openDrawer(button);
  } else if (closer || !event.target.closest("#menu")) {
    if (closer) event.preventDefault();
    closeDrawer();
  }
  document.querySelectorAll("details[data-menu-details][open]").forEach((menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
});

// Those inside the drawer that the Tab key reaches now: links and titles that are not folded away.
const stops = () => [...sidebar.querySelectorAll("a[href], summary, button")].filter((one) => one.offsetParent !== null);

document.addEventListener("keydown", (event) => {
  if (event.key === "Tab" && isOpen()) {
    const all = stops();
    const [first, last] = [all[0], all[all.length - 1]];
    const isInside = sidebar.contains(document.activeElement);
    if (event.shiftKey && (document.activeElement === first || !isInside)) {
      event.preventDefault();
      last.focus();
    } else if (!event.shiftKey && (document.activeElement === last || !isInside)) {
      event.preventDefault();
      first.focus();
    }
  }
  if (event.key !== "Escape") return;
  closeDrawer();
  document.querySelectorAll("details[data-menu-details][open]").forEach((menu) => {
    menu.open = false;
    menu.querySelector("summary").focus();
  });
});

// A row of tabs that is wider than the phone shows the one that is open.
document.querySelectorAll(".tabs").forEach((row) => {
  const current = row.querySelector("[aria-current]");
  if (current) row.scrollLeft = current.offsetLeft - row.offsetLeft - (row.clientWidth - current.offsetWidth) / 2;
});
