// Keeps the session of someone who is filling in a form, warns two minutes before an idle one ends, and then leaves the
// page. The server's own clock decides; without script only the warning is missing.
const minutes = Number(document.body.dataset.idleMinutes || 0);
const WARN = 2 * 60_000;
const KEEP = 3 * 60_000;
const SEEN = "yunhe-seen"; // time of the last activity in any tab

if (minutes) {
  let sent = Date.now();
  let notice = null;
  localStorage.setItem(SEEN, String(sent));

  const leave = () => {
    if (!navigator.onLine) return; // the scanner is used without network; the server's own clock decides afterwards
    const query = new URLSearchParams({ next: location.pathname + location.search, idle: "1" });
    location.assign(`/accounts/sign-in/?${query}`);
  };

  const forget = () => {
    if (notice) notice.remove();
    notice = null;
  };

  const stay = async () => {
    sent = Date.now();
    localStorage.setItem(SEEN, String(sent));
    forget();
    const token = document.querySelector("input[name=csrfmiddlewaretoken]");
    const headers = { "X-CSRFToken": token ? token.value : "" };
    const answer = await fetch("/accounts/stay/", { method: "POST", headers }).catch(() => null);
    if (answer && answer.redirected) leave();
  };

  document.addEventListener("input", () => {
    if (Date.now() - sent > KEEP) stay();
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.requestConfig.headers["X-Background"]) return;
    localStorage.setItem(SEEN, String(Date.now()));
  });

  const warn = () => {
    notice = document.createElement("div");
    notice.className = "idle-notice";
    notice.setAttribute("role", "alertdialog");
    notice.setAttribute("aria-label", "即将自动退出");
    const text = document.createElement("p");
    text.textContent = "您已较长时间没有操作，2 分钟后将自动退出，没有提交的内容留在这台设备上，重新登录后还在。";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-primary";
    button.textContent = "继续使用";
    button.addEventListener("click", stay);
    notice.append(text, button);
    document.body.append(notice);
    button.focus();
  };

  setInterval(() => {
    const idle = Date.now() - Number(localStorage.getItem(SEEN) || 0);
    if (idle < minutes * 60_000 - WARN) {
      forget();
    } else if (idle > minutes * 60_000 + 5_000) {
      leave();
    } else if (!notice) {
      warn();
    }
  }, 5_000);
}
