// The screen of a station: shows the code of this moment and fetches those of the next ten minutes, so that it goes on
// while the network blinks. The server's clock counts, not the device's. Nothing is asked from anybody who looks.
const root = document.querySelector("[data-screen]");
const part = (name) => root.querySelector(`[data-screen-${name}]`);
const picture = part("picture");
const state = part("state");
const WINDOW = Number(root.dataset.window);
const calm = state.textContent;
const codes = new Map(); // start of the window in seconds -> picture
let offset = 0; // server's clock minus ours, in milliseconds
let dark = part("dark").hidden ? "" : part("dark").textContent;
let offline = false;
let shown = null;
let fetching = false;

const now = () => Date.now() + offset;

const load = async () => {
  if (fetching) return;
  fetching = true;
  try {
    const answer = await fetch(root.dataset.screen, { headers: { "X-Background": "1" }, cache: "no-store" });
    if (answer.status === 404) {
      dark = "这块屏幕的链接已失效，请联系站点负责人。";
      codes.clear();
    } else if (!answer.ok) {
      throw new Error(String(answer.status));
    } else {
      const data = await answer.json();
      offset = data.now - Date.now();
      dark = data.dark;
      if (dark) codes.clear();
      for (const code of data.codes) codes.set(code.starts, `data:image/svg+xml,${encodeURIComponent(code.svg)}`);
    }
    offline = false;
  } catch {
    offline = true;
  } finally {
    fetching = false;
  }
};

const show = () => {
  const second = Math.floor(now() / 1000);
  const start = second - (second % WINDOW);
  for (const old of codes.keys()) if (old < start) codes.delete(old);
  const code = codes.get(start);
  if (code && shown !== start) {
    picture.src = code;
    shown = start;
  }
  const first = shown === null && picture.naturalWidth > 0; // what the server has drawn, until the first codes come
  const lost = !code && !first && !dark;
  part("bar").style.transform = `scaleX(${1 - (now() / 1000 - start) / WINDOW})`;
  part("code").hidden = Boolean(dark) || lost;
  part("how").hidden = Boolean(dark) || lost;
  part("dark").hidden = !dark && !lost;
  part("dark").textContent = dark || (lost ? "网络断开了，正在重新连接。这段时间请扫门口张贴的码签到。" : "");
  state.textContent = offline && code ? "网络暂时不通，码仍然有效，正在重新连接" : offline ? "正在重新连接" : dark ? "" : calm;
  state.classList.toggle("is-offline", offline);
};

const full = part("full");
full.hidden = !document.fullscreenEnabled;
full.addEventListener("click", () => document.documentElement.requestFullscreen());
const stayAwake = () => navigator.wakeLock && navigator.wakeLock.request("screen").catch(() => {});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") stayAwake();
});

load().then(() => {
  stayAwake();
  show();
  setInterval(show, 500);
});
setInterval(load, 60_000);
setInterval(() => {
  if (offline) load();
}, 5_000);
addEventListener("online", load);
