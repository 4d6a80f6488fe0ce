// "Near the station?" Two places ask the phone for its position, each only after a tap, and neither sends it anywhere
// but where it is written: [data-near] compares on the phone and sends yes or no; [data-fill-position] fills the two
// fields of the station's form, which somebody then saves.
const EARTH = 6_371_000; // metres
const radians = (degrees) => (degrees * Math.PI) / 180;

const distance = (a, b) => {
  const h =
    Math.sin(radians(b.latitude - a.latitude) / 2) ** 2 +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(radians(b.longitude - a.longitude) / 2) ** 2;
  return 2 * EARTH * Math.asin(Math.sqrt(h));
};

const position = () =>
  new Promise((resolve, reject) => {
    if (!navigator.geolocation) reject(new Error("unsupported"));
    else navigator.geolocation.getCurrentPosition((found) => resolve(found.coords), reject, { timeout: 8000, maximumAge: 60_000 });
  });

for (const box of document.querySelectorAll("[data-near]")) {
  if (!navigator.geolocation) continue;
  box.closest("[hidden]").hidden = false;
  const form = box.form;
  form.addEventListener("submit", async (event) => {
    if (!box.checked || form.elements.within_radius.value) return;
    event.preventDefault();
    const station = { latitude: Number(box.dataset.latitude), longitude: Number(box.dataset.longitude) };
    try {
      const here = await position();
      const near = distance(here, station) <= Number(box.dataset.radius) + Math.min(here.accuracy, 200);
      form.elements.within_radius.value = near ? "yes" : "no";
    } catch {
      form.elements.within_radius.value = "unknown"; // no permission or no signal: the check-in goes on without it
    }
    form.submit();
  });
}

for (const button of document.querySelectorAll("[data-fill-position]")) {
  if (!navigator.geolocation) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const said = button.parentElement.querySelector("[role=status]");
    said.textContent = "正在定位……";
    try {
      const here = await position();
      document.querySelector("[name=latitude]").value = here.latitude.toFixed(6);
      document.querySelector("[name=longitude]").value = here.longitude.toFixed(6);
      said.textContent = `已填入，精度约 ${Math.round(here.accuracy)} 米。请核对后保存。`;
    } catch {
      said.textContent = "没有取得位置，请允许浏览器定位，或手工填写。";
    }
  });
}
