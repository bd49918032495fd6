// Draws every [data-chart] from its JSON block, in the colours of the tokens; redraws on resize.
(() => {
  "use strict";
  const token = (node, name) => getComputedStyle(node).getPropertyValue(`--${name}`).trim();

  const look = (node) => {
    const scale = parseFloat(token(node, "k")) || 1;
    const colour = (name) => token(node, name);
    return {
      colour,
      text: { color: colour("ink-2"), fontSize: 12 * scale, fontFamily: token(node, "sans") },
      strong: { color: colour("ink"), fontWeight: 700, fontSize: 12 * scale },
      scale,
    };
  };
  const number = (value) => (value == null ? "–" : value.toLocaleString("en-US"));

  const valueAxis = (data, { colour, text }) => ({
    type: "value", min: data.floor ?? undefined, minInterval: 1, splitNumber: 4,
    axisLabel: { ...text, color: colour("ink-3"), formatter: number },
    splitLine: { lineStyle: { color: colour("d-grid") } },
    axisLine: { show: false }, axisTick: { show: false },
    name: data.unit, nameTextStyle: { ...text, color: colour("ink-3") },
    nameGap: 8,
  });
  const categoryAxis = (data, { colour, text }) => ({
    type: "category", data: data.categories,
    axisLabel: {
      ...text, interval: 0, hideOverlap: true,
      formatter: (name) => (data.strong.includes(name) ? `{b|${name}}` : name),
      rich: { b: { ...text, color: colour("ink"), fontWeight: 700 } },
    },
    axisLine: { lineStyle: { color: colour("line-2") } }, axisTick: { show: false },
  });
  const limitLine = (data, lying, { colour, strong }) => data.limit && {
    silent: true, symbol: "none",
    lineStyle: { color: colour("seal"), type: "dashed", width: 1 },
    label: {
      ...strong, color: colour("seal"), show: true, position: lying ? "start" : "insideEndTop", distance: 4,
      formatter: `${data.limit[0]} ${number(data.limit[1])}`,
    },
    data: [lying ? { xAxis: data.limit[1] } : { yAxis: data.limit[1] }],
  };

  const bars = (data, style, lying) => data.series.map((part, place) => ({
    type: "bar", name: part.name, stack: "all", data: part.values, barMaxWidth: (lying ? 20 : 44) * style.scale,
    itemStyle: { color: style.colour(part.fill) },
    label: {
      show: true, ...style.text,
      position: part.fill === "seal" || data.series.length === 1
        ? (lying ? "right" : "top") : "inside",
      color: part.fill === "seal" ? style.colour("seal")
        : part.fill === "d1" && data.series.length > 1 ? style.colour("on-work")
          : style.colour("ink"),
      fontWeight: 700,
      formatter: ({ value }) => (value ? number(value) : ""),
    },
    labelLayout: { hideOverlap: true },
    markLine: place === 0 ? limitLine(data, lying, style) : undefined,
  }));
  const lines = (data, style) => data.series.map((part, place) => ({
    type: "line", name: part.name, data: part.values,
    showSymbol: part.values.length === 1, symbol: "circle", symbolSize: 7,
    lineStyle: { color: style.colour(part.fill), width: part.dashed ? 1.5 : 2,
      type: part.dashed ? "dashed" : "solid" },
    itemStyle: { color: style.colour(part.fill) },
    endLabel: { show: data.categories.length > 1, ...(part.dashed ? style.text : style.strong),
      formatter: ({ value }) => (part.dashed ? part.name : number(value)) },
    label: { show: part.values.length === 1, ...style.strong, position: "right",
      formatter: ({ value }) => number(value) },
    markLine: place === 0 ? limitLine(data, false, style) : undefined,
  }));
  const middle = (values) => {
    const sorted = [...values].sort((a, b) => a - b);
    const half = sorted.length >> 1;
    return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  };
  const dots = (data, style) => {
    const points = data.series.flatMap((part) => part.values.flatMap((group, place) =>
      group.map((value) => ({
        value: [value, place],
        itemStyle: data.limit && value > data.limit[1] ? { color: style.colour("seal") } : {},
      }))));
    const medians = data.categories.map((_, place) =>
      data.series.flatMap((part) => part.values[place])).map((group, place) =>
      (group.length ? [middle(group), place] : null)).filter(Boolean);
    return [
      { type: "scatter", data: points, symbolSize: 8 * style.scale,
        itemStyle: { color: style.colour("d2"), opacity: .8, borderColor: style.colour("paper"),
          borderWidth: .75 },
        markLine: limitLine(data, true, style) },
      { type: "scatter", data: medians, symbol: "rect", symbolSize: [1.5, 16 * style.scale],
        itemStyle: { color: style.colour("ink") }, silent: true },
    ];
  };

  const option = (data, style) => {
    const lying = data.kind === "bars" || data.kind === "dots";
    const values = valueAxis(data, style);
    const names = { ...categoryAxis(data, style), inverse: lying };
    if (data.kind === "lines") names.boundaryGap = data.categories.length === 1;
    const legend = data.series.length > 1 && data.kind !== "dots";
    const series = data.kind === "dots" ? dots(data, style)
      : data.kind === "lines" ? lines(data, style) : bars(data, style, lying);
    return {
      animation: false,
      textStyle: style.text,
      grid: { left: 4, right: lying ? 36 : 48, top: lying ? (data.limit ? 22 : 4) : 26,
        bottom: legend ? 28 : 4, containLabel: true },
      legend: legend ? { bottom: 0, left: 0, itemWidth: 14, itemHeight: 8, icon: "rect",
        textStyle: style.text } : undefined,
      tooltip: { renderMode: "richText", trigger: data.kind === "dots" ? "item" : "axis",
        confine: true, backgroundColor: style.colour("sheet"),
        borderColor: style.colour("line-2"), textStyle: { ...style.text,
          color: style.colour("ink") },
        valueFormatter: (value) => `${number(value)} ${data.unit}` },
      xAxis: lying ? { ...values, nameLocation: "end" } : names,
      yAxis: lying ? names : values,
      series,
    };
  };

  const draw = (node) => {
    const data = JSON.parse(document.getElementById(node.dataset.chart).textContent);
    const chart = echarts.getInstanceByDom(node) || echarts.init(node, null, { renderer: "canvas" });
    chart.setOption(option(data, look(node)), true);
  };
  const drawAll = (within) => within.querySelectorAll("[data-chart]").forEach(draw);

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-table]");
    if (!link) return;
    event.preventDefault();
    const table = document.getElementById(link.hash.slice(1));
    const open = table.classList.toggle("is-open");
    link.setAttribute("aria-expanded", open);
  });
  addEventListener("resize", () => document.querySelectorAll("[data-chart]").forEach(
    (node) => echarts.getInstanceByDom(node)?.resize()));
  document.addEventListener("htmx:afterSettle", (event) => drawAll(event.target));
  drawAll(document);
})();
