// Where each item lies on the map: asked of the worker again when items came or went.
import { playground, vectorOf } from "./items.js";
import { Store } from "./store.js";

const CALM_MILLIS = 400;

// positions by item id, as [x, y]; ids of the items that are laid out; share of the layout that is
// done; settled: all that has a vector lies where it stays.
export const places = new Store({ positions: new Map(), ids: [], share: 1, settled: true });

let worker = null;
let timer = 0;
let laidOut = "";

const withVectors = () => playground.value.items.filter(vectorOf);

function start(items) {
  const { positions } = places.value;
  const flat = new Float32Array(2 * items.length).fill(NaN);
  items.forEach((item, i) => positions.has(item.id) && flat.set(positions.get(item.id), 2 * i));
  return flat;
}

function flattened(items, dimension) {
  const flat = new Float32Array(items.length * dimension);
  items.forEach((item, i) => flat.set(vectorOf(item), i * dimension));
  return flat;
}

/** @param rough more of them are coming, so that it need not be the last word */
function layOut(items, rough) {
  worker?.terminate();
  const ids = items.map((item) => item.id);
  if (items.length < 2) {
    const positions = new Map(ids.map((id) => [id, [0, 0]]));
    return places.set({ positions, ids, share: 1, settled: !rough });
  }
  const dimension = vectorOf(items[0]).length;
  worker = new Worker(new URL("./layout.js", import.meta.url));
  worker.onmessage = ({ data: { positions, share } }) => {
    const byId = new Map(ids.map((id, i) => [id, [positions[2 * i], positions[2 * i + 1]]]));
    places.set({ positions: byId, ids, share, settled: share === 1 && name(withVectors()) === laidOut });
    if (share === 1) worker.terminate();
  };
  worker.postMessage({
    vectors: flattened(items, dimension),
    count: items.length,
    dimension,
    start: start(items),
    rough,
  });
}

/** Lays out what is there, unless that is how it already lies. */
export function arrange() {
  clearTimeout(timer);
  if (name(withVectors()) === laidOut) return;
  places.set({ settled: false });
  timer = setTimeout(begin, CALM_MILLIS);
}

/** What a layout is of. */
const name = (items) => `${playground.value.instruction}\n${items.map((item) => item.id).join()}`;

function begin() {
  const items = withVectors();
  const { done, total } = playground.value.work;
  // while more arrive, only what would look different is worth the time of a layout
  if (done < total && items.length < 2 * places.value.ids.length) {
    timer = setTimeout(begin, CALM_MILLIS);
    return;
  }
  const rough = done < total;
  laidOut = rough ? "" : name(items);
  layOut(items, rough);
}
