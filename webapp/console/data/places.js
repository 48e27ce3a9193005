// Where each item lies on the map: a worker is told of every vector as it comes, and lays all of them out.
import { playground, vectorOf } from "./items.js";
import { Store } from "./store.js";

/** While more are coming, a layout of few epochs: of the first ones soon, and then now and then, as it takes the server's time. */
const FIRST = { millis: 100, epochs: 30 };
const ROUGH = { millis: 2000, epochs: 30 };
/** When all are there, one that is the last word. */
const FINAL = { millis: 50, epochs: 100 };

// positions by item id, as [x, y]; share of the layout that is done; settled: all that has a vector lies where it stays.
export const places = new Store({ positions: new Map(), share: 1, settled: false });

/** What the worker has: vectors by item id, in the order in which they were sent. */
const sent = new Map();
let worker = null;
/** Of the layout that was asked for last: its number, its items' ids, and whether it is of all that is there. */
let round = 0;
let ids = [];
let final = false;
/** Which layout begins when the timer ends. */
let due = FINAL;
let timer = 0;

function place({ positions, share }) {
  const byId = new Map(ids.map((id, i) => [id, [positions[2 * i], positions[2 * i + 1]]]));
  places.set({ positions: byId, share, settled: share === 1 && final });
}

function forget() {
  worker?.terminate();
  worker = null;
  sent.clear();
  round++;
}

function employed() {
  const one = new Worker(new URL("./layout.js", import.meta.url), { type: "module" });
  one.onmessage = ({ data }) => data.round === round && place(data);
  // it cannot be fetched: the next change asks again
  one.onerror = () => one === worker && (forget(), places.set({ share: 1, settled: true }));
  return one;
}

/** Sends what the worker has not, or all anew where it has what is gone or another vector now; whether there was anything. */
function feed(items) {
  const same = items.filter((item) => sent.get(item.id) === vectorOf(item)).length;
  const stale = same < sent.size;
  if (stale) forget();
  const fresh = items.filter(({ id }) => !sent.has(id));
  if (!fresh.length) return stale;
  const dimension = vectorOf(fresh[0]).length;
  const vectors = new Float32Array(fresh.length * dimension);
  fresh.forEach((item, i) => {
    sent.set(item.id, vectorOf(item));
    vectors.set(vectorOf(item), i * dimension);
  });
  worker ??= employed();
  worker.postMessage({ vectors, dimension }, [vectors.buffer]);
  return true;
}

/** Where they lay, NaN for those that did not. */
function start() {
  const { positions } = places.value;
  return Float64Array.from({ length: 2 * ids.length }, (_, i) => positions.get(ids[i >> 1])?.[i % 2] ?? NaN);
}

function wanted() {
  const { done, total } = playground.value.work;
  if (done === total) return FINAL;
  return ids.length ? ROUGH : FIRST;
}

function begin() {
  const layout = wanted();
  timer = 0;
  final = layout === FINAL;
  round++;
  ids = [...sent.keys()];
  if (worker) worker.postMessage({ round, start: start(), epochs: layout.epochs });
  else places.set({ positions: new Map(), share: 1, settled: final });
}

/** Lays out what is there, unless that is how it already lies. */
export function arrange() {
  const changed = feed(playground.value.items.filter(vectorOf));
  if (changed) final = false;
  if (final) return;
  places.set({ settled: false });
  const layout = wanted();
  if (layout !== FINAL && (!changed || (timer && layout === due))) return;
  due = layout;
  clearTimeout(timer);
  timer = setTimeout(begin, layout.millis);
}
