// What the server is doing, for administrators.
import { metrics, watchMetrics } from "../data/metrics.js";
import { server } from "../data/server.js";
import { session } from "../data/session.js";
import { useStore } from "../data/store.js";
import { NoAccess, isShut } from "../ui/access.js";
import { Chart } from "../ui/chart.js";
import { duration, whole } from "../ui/figures.js";
import { html, useEffect } from "../ui/html.js";

function probed(probe) {
  if (!probe) return null;
  return Object.entries(probe)
    .filter(([, value]) => typeof value !== "object")
    .map(([name, value]) => `${name.replaceAll("_", " ")} ${value}`)
    .join(", ");
}

function Facts({ health, info, stats, last }) {
  const facts = [
    ["Model", health.model, info && `${info.quantization}, ${info.embedding_dim} dimensions`],
    ["Device", health.device ?? "none", probed(health.device_probe) ?? (info && `kernels: ${info.kernels}`)],
    ["Up for", duration(health.uptime_seconds), `loaded in ${(info?.load_time ?? 0).toFixed(1)} s`],
    ["Memory", `${health.memory_usage_gb} GB`, `${health.memory_private_gb} GB of its own`],
    ["Embedded", whole(last.totals.items), `${whole(last.totals.requests)} requests`],
    ["Engine", `${whole(last.tokensPerSecond)} tokens/s`, `${whole(stats.queue_stats.batches)} batches`],
    ["Cache", `${whole(100 * stats.cache_stats.hit_rate)} % hits`, `${whole(stats.cache_stats.entries)} of ${whole(stats.cache_stats.max_entries)} entries`],
    ["Refused", whole(stats.rate_limiter_stats.refused), stats.rate_limiter_stats.enabled ? "by limits of rate" : "limits are off"],
  ];
  return html`<dl class="facts">${facts.map(
    ([name, value, more]) => html`<div class="card"><dt>${name}</dt><dd class="fact number">${value}</dd><dd class="muted small">${more}</dd></div>`,
  )}</dl>`;
}

function Charts({ samples }) {
  return html`<div class="charts">
    <${Chart} title="Load" unit="a second" samples=${samples} series=${[{ field: "requests", name: "requests" }, { field: "items", name: "items" }]} />
    <${Chart} title="Answers of the slowest route" unit="ms" samples=${samples}
      series=${[{ field: "p50", name: "p50" }, { field: "p95", name: "p95" }, { field: "p99", name: "p99" }]} />
    <${Chart} title="Queue" unit="inputs" samples=${samples} series=${[{ field: "waiting", name: "waiting" }]} />
    <${Chart} title="Batches" unit="inputs in one" samples=${samples} series=${[{ field: "batch", name: "mean" }]} />
    <${Chart} title="From the cache" unit="%" samples=${samples} series=${[{ field: "hitRatio", name: "hits" }]} />
    <${Chart} title="Refused" unit="a second" samples=${samples} series=${[{ field: "refused", name: "429 and 503" }]} />
  </div>`;
}

export default function Overview() {
  const { samples, stats, trouble } = useStore(metrics);
  const { health, info } = useStore(server);
  const { credential } = useStore(session);
  useEffect(watchMetrics, [credential]);
  const last = samples.at(-1);
  const shut = isShut(trouble, last);
  return html`
    <div class="page-head"><div><h1>Overview</h1><p>What the server is doing, read every two seconds while this page is seen.</p></div></div>
    ${shut
      ? html`<${NoAccess} trouble=${trouble} />`
      : last && stats
        ? html`<${Facts} health=${health} info=${info} stats=${stats} last=${last} /><${Charts} samples=${samples} />`
        : html`<section class="card empty"><p class="muted">Asking the server.</p></section>`}
  `;
}
