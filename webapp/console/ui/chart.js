// A live chart by uPlot, which is fetched when the first one is drawn.
import { useStore } from "../data/store.js";
import { html, useEffect, useRef } from "./html.js";
import { script, stylesheet } from "./loading.js";
import { theme } from "./theme.js";

const HEIGHT = 150;
const MINUTE = 60;

const from = (file) => new URL(`../lib/${file}`, import.meta.url).href;

const uPlotLoaded = () =>
  Promise.all([stylesheet(from("uPlot.min.css")), script(from("uPlot.iife.min.js"))]).then(() => window.uPlot);

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

const COLOURS = ["--accent", "--warn", "--bad"];

const TIME = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" });

/** From the first sample to the last, and a minute at least. */
function seenTime({ data: [times] }) {
  const last = times.at(-1) ?? Date.now() / 1000;
  return [Math.min(times[0] ?? last, last - MINUTE), last];
}

function options(series, width) {
  const axis = { stroke: colour("--muted"), grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false }, font: "11px system-ui, sans-serif" };
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    scales: { x: { range: seenTime }, y: { range: (_, least, most) => [0, Math.max(1, most * 1.15)] } },
    padding: [8, 8, 0, 0],
    axes: [{ ...axis, size: 26, space: 90, values: (_, times) => times.map((at) => TIME.format(at * 1000)) }, { ...axis, size: 46, space: 34 }],
    series: [
      {},
      ...series.map(({ name }, i) => ({
        label: name,
        stroke: colour(COLOURS[i]),
        width: 2,
        fill: i === 0 && series.length === 1 ? `${colour(COLOURS[0])}22` : undefined,
        points: { show: false },
        spanGaps: true,
      })),
    ],
  };
}

const dataOf = (samples, series) => [
  samples.map(({ at }) => at),
  ...series.map(({ field }) => samples.map((sample) => sample[field])),
];

/** @param series {field of a sample, name}; at most three */
export function Chart({ title, unit, samples, series, format = (value) => value.toFixed(value < 10 ? 1 : 0) }) {
  const place = useRef(null);
  const plot = useRef(null);
  const { name } = useStore(theme);
  useEffect(() => {
    let left = false;
    const resized = new ResizeObserver(() => plot.current?.setSize({ width: place.current.clientWidth, height: HEIGHT }));
    const draw = (uPlot) => {
      if (left) return;
      plot.current = new uPlot(options(series, place.current.clientWidth), dataOf(samples, series), place.current);
      resized.observe(place.current);
    };
    // without it the figures above still say how things stand
    uPlotLoaded().then(draw, () => {});
    return () => {
      left = true;
      resized.disconnect();
      plot.current?.destroy();
      plot.current = null;
    };
  }, [name]);
  useEffect(() => plot.current?.setData(dataOf(samples, series)), [samples]);
  const last = (field) => samples.findLast((sample) => sample[field] !== null)?.[field];
  return html`<figure class="card chart">
    <figcaption class="card-head"><h2>${title}</h2><span class="chart-key">${series.map(({ field, name: word }, i) => {
      const value = last(field);
      return html`<span class="chart-now"><svg width="10" height="10" aria-hidden="true"><circle cx="5" cy="5" r="4" fill=${colour(COLOURS[i])} /></svg>
        ${word} <strong class="number">${value === undefined ? "–" : format(value)}</strong></span>`;
    })}<span class="muted small">${unit}</span></span></figcaption>
    <div ref=${place} class="chart-place" aria-hidden="true"></div>
  </figure>`;
}
