// The scanner: a deputy reads the station's or activity's code, a keeper reads deputies' codes. What is read is kept on
// the phone first and handed in at once, or as soon as there is network. Without script the page says how WeChat does it.
import { canScan, start } from "./scan-camera.js";
import { all, forget, keep } from "./queue.js";
import { clockNow } from "./scan-clock.js";
import { SignedOut, handIn } from "./scan-upload.js";

const CACHE = "yunhe-scan-1";
const KEPT = "yunhe-kept"; // the assets of the pages that are kept
const AGAIN = 20_000; // the same code is not taken twice within this time
const root = document.querySelector("[data-scan]");
const part = (name) => root.querySelector(`[data-scan-${name}]`);
const video = part("video");
const said = part("said");
const kind = root.dataset.kind;
const owner = Number(root.dataset.owner);
let stop = null;
let last = { text: "", at: 0 };
let busy = false;
let waitsSaid = false; // whether the person reads that something waits on the phone: taken back when it was uploaded

const tell = (text, tone = "info") => {
  said.textContent = text;
  said.dataset.tone = tone;
  said.hidden = false;
};

// Returns {token, stamp} of what was read or typed, null when it is no code of ours.
const understand = (text) => {
  const clean = text.trim();
  const found = clean.match(/\/c\/([^/?#\s]{1,40})\/?(?:\?([^#]*))?/);
  if (found) return { token: found[1], stamp: new URLSearchParams(found[2] || "").get("s") || "" };
  return /^[0-9A-Za-z -]{8,20}$/.test(clean) ? { token: clean, stamp: "" } : null;
};

// The name of a place, where this page knows it; scans that wait were read without asking anybody.
const placeOf = (scan) => {
  const place = part("place");
  const option = place && [...place.options].find((one) => one.value === scan.place);
  return option ? `，${option.textContent}` : "";
};

const line = (scan) => {
  const item = document.createElement("li");
  item.dataset.state = scan.state;
  const text = document.createElement("p");
  const at = new Date(scan.at).toLocaleString("zh-CN", { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" });
  const waits = scan.owner === owner ? "等网络恢复后自动上传" : "由另一个账号扫的，请用那个账号登录后上传";
  text.textContent = scan.state === "waiting" ? `${at} 扫码${placeOf(scan)}（短码 ${scan.token}），${waits}` : scan.sentence;
  const mark = document.createElement("span");
  mark.className = `badge badge-${{ waiting: "warning", refused: "danger", done: "success" }[scan.state]}`;
  mark.textContent = { waiting: "待上传", refused: "没有签到成功", done: "已登记" }[scan.state];
  item.append(mark, text);
  if (scan.state === "refused") {
    const when = document.createElement("p");
    when.className = "note";
    when.textContent = `${at} 扫的码 ${scan.token}`;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = "知道了";
    button.addEventListener("click", async () => {
      await forget(scan.nonce);
      await list();
    });
    item.append(when, button);
  }
  return item;
};

const list = async () => {
  const scans = await all("scan");
  part("list").textContent = "";
  part("list").append(...scans.map(line));
  part("kept").hidden = !scans.length;
};

const upload = async () => {
  if (busy) return;
  busy = true;
  try {
    const before = (await all("scan")).filter((scan) => scan.state === "waiting").length;
    const others = await handIn(root.dataset.upload.split(" "));
    const left = (await all("scan")).filter((scan) => scan.state === "waiting").length;
    if (before && !left && waitsSaid) {
      waitsSaid = false;
      tell("手机里的扫码都已上传，见下面。", "success");
    }
    if (others) tell(`手机里有 ${others} 条是别的账号扫的，请用那个账号登录后上传。`, "warning");
    part("sign-in").hidden = true;
  } catch (error) {
    if (error instanceof SignedOut) part("sign-in").hidden = false;
  } finally {
    busy = false;
    await list();
  }
};

const take = async (text) => {
  const code = understand(text);
  if (!code) {
    tell("这不是本系统的码，请扫联络站码、活动码或代表码。", "danger");
    return false;
  }
  const place = part("place");
  if (kind === "deputy" && !place.value) {
    tell("请先选择在哪里签到。", "danger");
    return false;
  }
  const scan = await keep({ what: "scan", kind, owner, ...code, place: place ? place.value : "", clock: clockNow() });
  if (navigator.vibrate) navigator.vibrate(60);
  tell("已存在手机里，正在上传……", "info");
  await list();
  finish(scan);
  return true;
};

// Uploads what was just kept and says what became of it; the scanner goes on meanwhile.
const finish = async (scan) => {
  await upload();
  const now = (await all("scan")).find((one) => one.nonce === scan.nonce);
  waitsSaid = !now || now.state === "waiting";
  if (waitsSaid) tell("已存在手机里，有网络后自动上传。", "warning");
  else tell(now.sentence, now.state === "refused" ? "danger" : "success");
};

const close = () => {
  if (stop) stop();
  stop = null;
  video.hidden = true;
  part("start").hidden = !canScan();
  part("stop").hidden = true;
};

const seen = async (text) => {
  if (text === last.text && Date.now() - last.at < AGAIN) return;
  last = { text, at: Date.now() };
  const taken = await take(text);
  if (taken && kind === "self") close();
};

part("start").addEventListener("click", async () => {
  video.hidden = false;
  part("start").hidden = true;
  part("stop").hidden = false;
  said.hidden = true;
  last = { text: "", at: 0 };
  try {
    stop = await start(video, root.dataset.decoder, seen);
  } catch {
    close();
    tell("没有打开相机：请在浏览器里允许使用相机，或者输入短码。", "danger");
  }
});
part("stop").addEventListener("click", close);
part("typed").addEventListener("submit", async (event) => {
  event.preventDefault();
  const field = event.target.elements.token;
  if (await take(field.value)) field.value = "";
});
addEventListener("online", upload);
addEventListener("pagehide", close);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") upload();
});
setInterval(upload, 30_000);

// What was handed in earlier is forgotten when the page is opened again; what waits or was refused stays.
const tidy = async () => {
  for (const scan of await all("scan")) if (scan.state === "done") await forget(scan.nonce);
};

const keepForLater = async () => {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register("/service-worker.js");
  if (!navigator.onLine) return;
  const cache = await caches.open(CACHE);
  const kept = (await cache.keys()).map((request) => request.url);
  const isStatic = (url) => new URL(url).pathname.startsWith("/static/");
  // The other scanner's page too, where it is kept: after an upgrade it would name files that go below.
  const made = `${new Date().toDateString()} ${root.dataset.assets}`; // names with hashes: while they are the same, so is the page
  const paths = new Set([location.href, ...kept.filter((url) => !isStatic(url))].map((url) => new URL(url).pathname));
  if (localStorage.getItem(KEPT) === made && kept.includes(location.href.split("?")[0])) paths.clear();
  for (const path of paths) {
    const page = await fetch(path, { headers: { "X-Background": "1" } });
    if (page.ok && !page.redirected) await cache.put(path, page);
  }
  const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
  const named = root.dataset.assets.trim().split(/\s+/).map((path) => new URL(path, location.href).href);
  const assets = new Set([...loaded, ...named].filter(isStatic));
  await Promise.all([...assets].map((url) => cache.add(url).catch(() => {})));
  for (const url of kept) if (isStatic(url) && !assets.has(url)) await cache.delete(url);
  localStorage.setItem(KEPT, made);
  root.dataset.kept = "1"; // opens without network from now on
  part("offline").hidden = false;
};

let install = null;
addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  install = event;
  part("install").hidden = false;
});
part("install").addEventListener("click", () => install && install.prompt());

// What this browser cannot do is not promised: WeChat keeps no page, an old or insecure one has no camera.
part("start").hidden = !canScan();
part("no-camera").hidden = canScan();
part("later").hidden = !("serviceWorker" in navigator);
part("only-now").hidden = "serviceWorker" in navigator;
tidy().then(list).then(upload);
keepForLater().catch(() => {}); // a browser that keeps nothing still scans with network
