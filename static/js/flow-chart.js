// Draws the origin → residence flow from the JSON beside it. The table below the chart says the same in numbers.
for (const box of document.querySelectorAll("[data-flow-chart]")) {
  const data = JSON.parse(document.getElementById(box.dataset.flowChart).textContent);
  box.hidden = !data.links.length || !window.echarts;
  if (box.hidden) continue;
  const narrow = window.matchMedia("(max-width: 640px)").matches;
  const chart = window.echarts.init(box, null, { renderer: "svg" });
  const palette = ["#B3261E", "#C2703D", "#A68A3A", "#6B8E5A", "#4F8A8B", "#4A6FA5", "#7B6BA8", "#A65C86", "#8A7F76", "#5F7A76", "#9A6B4F"];
  chart.setOption({
    color: palette,
    animation: false,
    tooltip: {
      renderMode: "richText",
      formatter: (p) => (p.dataType === "edge" ? `${p.data.source} → ${p.data.target}：${p.data.value}人` : `${p.name}：${p.value}人`),
    },
    series: [
      {
        type: "sankey",
        left: narrow ? 4 : 16,
        right: narrow ? 88 : 120,
        top: 12,
        bottom: 12,
        nodeWidth: 14,
        nodeGap: narrow ? 6 : 10,
        draggable: false,
        labelLayout: { hideOverlap: true },
        emphasis: { focus: "adjacency" },
        lineStyle: { color: "gradient", opacity: 0.35 },
        label: { color: "#3a3532", fontSize: narrow ? 11 : 13 },
        data: data.nodes,
        links: data.links,
      },
    ],
  });
  window.addEventListener("resize", () => chart.resize());
}
