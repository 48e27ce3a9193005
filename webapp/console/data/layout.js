// A worker that lays vectors out on a plane. Each is compared with those before it when it comes, and all are laid out
// when that is asked: along two directions at first, then by UMAP from there.
// In: {vectors, dimension} of more rows; or {round, start, epochs}, start as x, y of each row, NaN where it has no place yet.
// Out: {round, positions, share}, positions as x, y of each row, several times until share is 1 or another round begins.
import { directions } from "./directions.js";
import { Nearest, numbers } from "./nearest.js";
import { umap } from "./umap.js";

const REACH = 10;
/** Fewer have no neighbourhoods. */
const FEWEST = 8;
const EPOCHS_AT_ONCE = 5;

let nearest = null;
let latest = 0;

const turns = new MessageChannel();
turns.port1.start();

/** Lets the messages that have come meanwhile have their turn. */
const turn = () =>
  new Promise((done) => {
    turns.port1.addEventListener("message", done, { once: true });
    turns.port2.postMessage(null);
  });

/** Of a row's nearest the first that has a place, or -1. */
function placed(row, places) {
  const { indices, kept } = nearest;
  for (const other of indices.subarray(row * kept + 1, (row + 1) * kept)) if (!Number.isNaN(places[2 * other])) return other;
  return -1;
}

/** Places to begin from: those that were, and for the others about that of their nearest. */
function beginning(start) {
  const known = start.filter((value) => !Number.isNaN(value)).length / 2;
  if (known < nearest.count / 4) return directions(nearest, REACH);
  const random = numbers(11);
  const places = Float64Array.from(start);
  for (let row = 0; row < nearest.count; row++) {
    if (!Number.isNaN(places[2 * row])) continue;
    const near = placed(row, places);
    for (const axis of [0, 1]) places[2 * row + axis] = (near < 0 ? 0 : places[2 * near + axis]) + random() - 0.5;
  }
  return places;
}

function tell(round, places, share) {
  const positions = Float32Array.from(places);
  postMessage({ round, positions, share }, [positions.buffer]);
}

async function layOut({ round, start, epochs }) {
  latest = round;
  const places = beginning(start);
  if (nearest.count < FEWEST) return tell(round, places, 1);
  tell(round, places, 0);
  const map = umap(nearest, places, epochs, numbers(3));
  for (let epoch = 0; epoch < epochs && round === latest; await turn()) {
    for (let i = 0; i < EPOCHS_AT_ONCE; i++) epoch = map.step();
    tell(round, map.getEmbedding().flat(), epoch / epochs);
  }
}

onmessage = ({ data }) => {
  if (!data.vectors) return void layOut(data);
  nearest ??= new Nearest(data.dimension);
  nearest.add(data.vectors);
};
