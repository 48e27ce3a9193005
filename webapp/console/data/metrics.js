// What the server counts, read every two seconds and kept for five minutes.
import { call, getJson } from "./api.js";
import { whileSeen } from "./polling.js";
import { ofVisitor, readInto } from "./session.js";

const EVERY_MILLIS = 2000;
const KEPT = 150;

/** samples: one for each reading, oldest first; trouble: the ApiError of the last reading, or null. */
export const metrics = ofVisitor({ samples: [], stats: null, trouble: null });

const LINE = /^(\w+)(?:\{(.*)\})? (\S+)$/;
const LABEL = /(\w+)="([^"]*)"/g;

/** Lines of Prometheus' text format: {name, labels, value}. */
function parsed(text) {
  return text
    .split("\n")
    .map((line) => LINE.exec(line))
    .filter(Boolean)
    .map(([, name, labels, value]) => ({
      name,
      labels: Object.fromEntries([...(labels ?? "").matchAll(LABEL)].map(([, key, word]) => [key, word])),
      value: Number(value),
    }));
}

/** Routes that make vectors or scores; the others are asked by probes, and by pages like this one. */
const EMBEDDING = new Set(
  "/embed /embed/text /embed/image /embed/multimodal /similarity /rerank /v1/embeddings /v1/multimodalembeddings /v1/embed /v2/embed /api/embed /api/embeddings".split(" "),
);
const embeds = ({ route }) => EMBEDDING.has(route);

function sum(lines, name, of = () => true) {
  return lines.filter((line) => line.name === name && of(line.labels)).reduce((all, line) => all + line.value, 0);
}

const most = (lines, quantile) =>
  lines
    .filter((line) => line.name === "tkr_request_micros" && embeds(line.labels) && line.labels.quantile === quantile)
    .reduce((all, line) => Math.max(all, line.value / 1000), 0);

function counted(lines) {
  return {
    requests: sum(lines, "tkr_requests_total", embeds),
    refused: sum(lines, "tkr_requests_total", ({ status }) => status === "429" || status === "503"),
    items: sum(lines, "tkr_items_total"),
    hits: sum(lines, "tkr_cache_hits"),
    misses: sum(lines, "tkr_cache_misses"),
    batches: sum(lines, "tkr_batch_inputs_count"),
    batched: sum(lines, "tkr_batch_inputs_sum"),
  };
}

const share = (part, all) => (all > 0 ? part / all : null);

/** A sample: gauges as they are, counters as what they grew by since the one before. */
function sampled(lines, memory, at, before) {
  const totals = counted(lines);
  const seconds = before ? at - before.at : 0;
  const grown = (name) => (before ? Math.max(0, totals[name] - before.totals[name]) : 0);
  const looked = grown("hits") + grown("misses");
  return {
    at,
    totals,
    requests: before ? share(grown("requests"), seconds) : null,
    items: before ? share(grown("items"), seconds) : null,
    refused: before ? share(grown("refused"), seconds) : null,
    hitRatio: looked ? (100 * grown("hits")) / looked : null,
    batch: share(grown("batched"), grown("batches")),
    waiting: sum(lines, "tkr_queue_inputs"),
    underWay: sum(lines, "tkr_requests_under_way"),
    tokensPerSecond: sum(lines, "tkr_engine_tokens_per_second"),
    p50: most(lines, "0.5"),
    p95: most(lines, "0.95"),
    p99: most(lines, "0.99"),
    memory,
  };
}

async function readAll() {
  const [text, stats, health] = await Promise.all([
    call("metrics").then((response) => response.text()),
    getJson("admin/stats"),
    getJson("health"),
  ]);
  const { samples } = metrics.value;
  const sample = sampled(parsed(text), health.memory_usage_gb, Date.now() / 1000, samples.at(-1));
  return { samples: [...samples, sample].slice(-KEPT), stats };
}

async function read(live) {
  await readInto(metrics, readAll, live);
  return EVERY_MILLIS;
}

/** Reads from now on, while the page is seen; returns what ends it. */
export const watchMetrics = () => whileSeen(read);
