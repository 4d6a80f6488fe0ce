// Photos of a form (an input that accepts pictures): made smaller and turned upright on the phone before they are sent, with
// the form, once, and with a bar that says how far it is. Without script, or where a picture cannot be read here, the original is sent.
const SIDE = 1600;
const QUALITY = 0.82;
const SMALL = 400_000; // bytes: not worth the work
const PATIENCE = 180_000;

// How a JPEG was held (EXIF tag 0x0112), 1 where it does not say so.
const heldIn = (buffer) => {
  const view = new DataView(buffer);
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return 1;
  let at = 2;
  while (at + 10 < view.byteLength) {
    const marker = view.getUint16(at);
    const length = view.getUint16(at + 2);
    if (marker === 0xffe1 && view.getUint32(at + 4) === 0x45786966) {
      const start = at + 10;
      const little = view.getUint16(start) === 0x4949;
      const directory = start + view.getUint32(start + 4, little);
      const count = view.getUint16(directory, little);
      for (let n = 0; n < count; n += 1) {
        const entry = directory + 2 + n * 12;
        if (view.getUint16(entry, little) === 0x0112) return view.getUint16(entry + 8, little);
      }
      return 1;
    }
    if ((marker & 0xff00) !== 0xff00 || marker === 0xffda) return 1;
    at += 2 + length;
  }
  return 1;
};

const bytesOf = (blob) => new Response(blob).arrayBuffer();

// Whether this browser turns pictures by itself: a JPEG of 2 × 1 pixels marked "turn me" is then 1 wide.
const TURNED =
  "/9j/4AAQSkZJRgABAQAAAQABAAD/4QAiRXhpZgAATU0AKgAAAAgAAQESAAMAAAABAAYAAAAAAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAARCAABAAIDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAX/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFAEBAAAAAAAAAAAAAAAAAAAAAP/EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAMAwEAAhEDEQA/AKoAP//Z";
let turns = null;
const turnsItself = async () => {
  if (turns === null) {
    const bytes = Uint8Array.from(atob(TURNED), (sign) => sign.charCodeAt(0));
    try {
      const picture = await createImageBitmap(new Blob([bytes], { type: "image/jpeg" }));
      turns = picture.width === 1;
      picture.close();
    } catch (error) {
      turns = true;
    }
  }
  return turns;
};

// The transform that turns a picture of w × h, held so, upright: canvas parameters a to f.
const TRANSFORMS = {
  2: (w) => [-1, 0, 0, 1, w, 0],
  3: (w, h) => [-1, 0, 0, -1, w, h],
  4: (w, h) => [1, 0, 0, -1, 0, h],
  5: () => [0, 1, 1, 0, 0, 0],
  6: (w, h) => [0, 1, -1, 0, h, 0],
  7: (w, h) => [0, -1, -1, 0, h, w],
  8: (w) => [0, -1, 1, 0, 0, w],
};

const smaller = async (file) => {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size < SMALL || !window.createImageBitmap) return file;
  try {
    const held = (await turnsItself()) ? 1 : heldIn(await bytesOf(file.slice(0, 131_072)));
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
    const [w, h] = [Math.round(picture.width * scale), Math.round(picture.height * scale)];
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = held >= 5 ? [h, w] : [w, h];
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    if (TRANSFORMS[held]) pen.transform(...TRANSFORMS[held](w, h));
    pen.drawImage(picture, 0, 0, w, h);
    picture.close();
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
    canvas.width = canvas.height = 0;
    return blob && blob.size < file.size ? new File([blob], `${file.name.replace(/\.\w+$/, "")}.jpg`, { type: "image/jpeg" }) : file;
  } catch (error) {
    return file; // what cannot be read here is judged by the server
  }
};

const picturesOf = (form) => [...form.querySelectorAll("input[type=file][accept*='image/']")];

// Chosen photos are made smaller at once, while the person goes on writing.
document.addEventListener("change", async (event) => {
  const input = event.target;
  if (input.type !== "file" || !/image\//.test(input.accept || "") || input.dataset.shrinking) return;
  input.dataset.shrinking = "1";
  const chosen = [...input.files];
  const held = new DataTransfer();
  for (const file of chosen) held.items.add(await smaller(file));
  if (chosen.length === input.files.length && chosen.some((file, n) => file !== held.files[n])) input.files = held.files;
  delete input.dataset.shrinking;
  input.dispatchEvent(new CustomEvent("yunhe:shrunk", { bubbles: true }));
});

const bar = (form) => {
  let box = form.querySelector(".sending");
  if (!box) {
    box = document.createElement("div");
    box.className = "sending";
    box.setAttribute("role", "status");
    box.append(document.createElement("progress"), document.createElement("p"));
    (form.querySelector(".concern-next, .form-actions") || form).append(box);
  }
  box.hidden = false;
  return { meter: box.querySelector("progress"), words: box.querySelector("p"), box };
};

const draw = (html) => {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const main = fresh.querySelector("main");
  if (!main) return false;
  document.querySelector("main").replaceWith(document.importNode(main, true));
  document.title = fresh.title;
  document.dispatchEvent(new CustomEvent("yunhe:drawn"));
  return true;
};

const post = (form, body, { meter, words, box }) => {
  const request = new XMLHttpRequest();
  const fail = (text) => {
    words.textContent = text;
    meter.hidden = true;
    delete form.dataset.sent;
    form.querySelectorAll("[aria-busy=true]").forEach((button) => button.removeAttribute("aria-busy"));
  };
  request.open("POST", form.action || location.href);
  request.setRequestHeader("X-Sent-By", "script");
  request.timeout = PATIENCE;
  request.upload.addEventListener("progress", (event) => {
    if (!event.lengthComputable) return;
    meter.max = event.total;
    meter.value = event.loaded;
    words.textContent = event.loaded < event.total ? `正在上传 ${Math.round((event.loaded / event.total) * 100)}%` : "已上传，正在登记……";
  });
  request.addEventListener("load", () => {
    const to = request.getResponseHeader("X-Go-To");
    if (to) location.assign(to);
    else if (!draw(request.responseText)) fail("没有提交成功，内容还在，请过一会儿再点一次。");
  });
  for (const name of ["error", "timeout", "abort"]) {
    request.addEventListener(name, () => fail("网络不通，还没有提交成功。内容和照片都在这里，有信号后再点一次。"));
  }
  box.hidden = false;
  request.send(body);
};

let pressed = null;
document.addEventListener("click", (event) => {
  pressed = event.target.closest("button");
});
document.addEventListener("submit", async (event) => {
  const form = event.target;
  const inputs = picturesOf(form);
  if (event.defaultPrevented || !inputs.some((input) => input.files.length)) return;
  event.preventDefault();
  if (form.dataset.sent) return;
  form.dataset.sent = "1";
  if (pressed && pressed.form === form) pressed.setAttribute("aria-busy", "true");
  const body = new FormData(form);
  if (pressed && pressed.form === form && pressed.name) body.append(pressed.name, pressed.value);
  const shown = bar(form);
  shown.meter.hidden = false;
  shown.words.textContent = "正在准备照片……";
  for (const input of inputs) {
    if (!input.name) continue;
    body.delete(input.name);
    for (const file of [...input.files]) body.append(input.name, await smaller(file));
  }
  post(form, body, shown);
});
