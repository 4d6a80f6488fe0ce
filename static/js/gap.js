// Whether the browser knows gaps in a row of boxes; one of 2019 says yes and does nothing, so it is measured (css/components/old-phones.css).
const row = document.createElement("div");
row.style.display = "inline-flex";
row.style.position = "absolute";
row.style.columnGap = "1px";
row.append(document.createElement("i"), document.createElement("i"));
document.body.append(row);
if (row.scrollWidth === 0) document.documentElement.classList.add("no-gap");
row.remove();
