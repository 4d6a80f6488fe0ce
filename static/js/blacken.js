// Draws the box to be blackened with mouse or finger and writes its edges (percent) into the form's number fields.
for (const frame of document.querySelectorAll("[data-blacken]")) {
  const form = frame.closest("form");
  const box = frame.querySelector(".blacken-box");
  const names = ["left", "top", "right", "bottom"];
  const field = (name) => form.elements.namedItem(name);
  let start = null;
  const at = (event) => {
    const area = frame.getBoundingClientRect();
    const part = (value, size) => Math.min(100, Math.max(0, (value / size) * 100));
    return [part(event.clientX - area.left, area.width), part(event.clientY - area.top, area.height)];
  };
  const show = () => {
    const [left, top, right, bottom] = names.map((name) => Number(field(name).value));
    box.hidden = !(right > left && bottom > top);
    Object.assign(box.style, { left: `${left}%`, top: `${top}%`, width: `${right - left}%`, height: `${bottom - top}%` });
  };
  frame.addEventListener("pointerdown", (event) => {
    start = at(event);
    frame.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  frame.addEventListener("pointermove", (event) => {
    if (!start) return;
    const end = at(event);
    const edges = [Math.min(start[0], end[0]), Math.min(start[1], end[1]), Math.max(start[0], end[0]), Math.max(start[1], end[1])];
    names.forEach((name, index) => (field(name).value = edges[index].toFixed(1)));
    show();
  });
  frame.addEventListener("pointerup", () => (start = null));
  form.addEventListener("input", show);
}
