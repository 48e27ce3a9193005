// llama.cpp's side of `bench engine`: as native/bench/engine_bench.cpp, for texts alone.
//
//   node llama_bench.mjs BINARIES GGUF THREADS
//
// BINARIES holds llama-addon.node and the libraries beside it. Every token goes through every layer
// (the mode for embeddings, which keeps no row back), and the last one's hidden state is the result.
import {createRequire} from "node:module";
import {createInterface} from "node:readline";

const [binaries, gguf, threads] = process.argv.slice(2);
const BURST = 0.5; // seconds for the runs of one input
const MOST_RUNS = 20;
const MOST_TOKENS = 2048;

const llama = createRequire(import.meta.url)(`${binaries}/llama-addon.node`);
llama.setLogger(() => {});
llama.loadBackends();
llama.loadBackends(binaries);
await llama.init();
const model = new llama.AddonModel(gguf, {addonExports: llama, gpuLayers: 0, useMmap: true});
if (!(await model.init())) throw new Error(`llama.cpp does not load ${gguf}`);
const context = new llama.AddonContext(model, {
  contextSize: MOST_TOKENS,
  batchSize: MOST_TOKENS,
  sequences: 1,
  embeddings: true,
  flashAttention: "auto",
  threads: Number(threads),
});
if (!(await context.init())) throw new Error("llama.cpp makes no context");

const processorSeconds = () => {
  const {user, system} = process.cpuUsage();
  return (user + system) / 1e6;
};

async function runOnce(count) {
  const tokens = Uint32Array.from({length: count}, (_, i) => 10 + ((i * 7) % 200));
  context.initBatch(count);
  context.addToBatch(0, 0, tokens, Uint32Array.of(count - 1));
  const start = performance.now();
  const processor = processorSeconds();
  await context.decodeBatch();
  const seconds = (performance.now() - start) / 1e3;
  const used = processorSeconds() - processor;
  const vector = context.getEmbedding(count);
  if (vector.length === 0 || !vector.every(Number.isFinite)) throw new Error("no vector");
  context.disposeSequence(0);
  return [seconds, used];
}

async function measure(count) {
  const start = performance.now();
  let [seconds, processor] = [Infinity, Infinity];
  for (let i = 0; i < MOST_RUNS && performance.now() - start <= 1e3 * BURST; i++) {
    const [wall, used] = await runOnce(count);
    seconds = Math.min(seconds, wall);
    processor = Math.min(processor, used);
  }
  return {tokens: count, seconds, processor};
}

const tell = (object) => process.stdout.write(`${JSON.stringify(object)}\n`);
tell({system: llama.systemInfo(), threads: context.getThreads()});
for await (const line of createInterface({input: process.stdin})) {
  const [kind, count] = line.split(" ");
  if (kind !== "text") throw new Error(`unknown input: ${line}`);
  tell(await measure(Number(count)));
}
process.exit(0);
