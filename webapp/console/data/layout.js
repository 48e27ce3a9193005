// A worker that lays vectors out on a plane: the two main directions first, then UMAP from there.
// In: {vectors, count, dimension, start, rough}, start with NaN for points that have no place yet; rough: more are coming.
// Out: {positions, share}, positions as x, y of each, several times.
importScripts("../lib/umap-js.min.js");

const NEIGHBOURS = 15;
const SPREAD = 10;
/** More of them keep no more neighbours together. */
const EPOCHS = 150;
/** While others arrive, their layout comes soon. */
const ROUGH_EPOCHS = 30;
const EPOCHS_AT_ONCE = 3;
const ITSELF = 2;
/** Longer vectors are projected to so many dimensions before all pairs are compared. */
const COMPARED = 256;

/** The same numbers at every run (mulberry32). */
function numbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function dot(a, b) {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function normalise(vector) {
  const length = Math.sqrt(dot(vector, vector)) || 1;
  return vector.map((value) => value / length);
}

/** Cosines nearly stay when each dimension is added, with a random sign, to one of fewer. */
function projected(rows, dimension) {
  if (dimension <= 2 * COMPARED) return rows;
  const random = numbers(5);
  const places = Uint16Array.from({ length: dimension }, () => random() * COMPARED);
  const signs = Int8Array.from({ length: dimension }, () => (random() < 0.5 ? -1 : 1));
  return rows.map((row) => {
    const sums = new Float32Array(COMPARED);
    for (let i = 0; i < dimension; i++) sums[places[i]] += signs[i] * row[i];
    return normalise(sums);
  });
}

function centred(rows, dimension) {
  const mean = new Float32Array(dimension);
  for (const row of rows) for (let i = 0; i < dimension; i++) mean[i] += row[i] / rows.length;
  return rows.map((row) => row.map((value, i) => value - mean[i]));
}

/** The direction of the greatest variance beside another one, by power iteration. */
function direction(rows, dimension, beside) {
  const random = numbers(7);
  let found = normalise(Float64Array.from({ length: dimension }, () => random() - 0.5));
  for (let round = 0; round < 24; round++) {
    const next = new Float64Array(dimension);
    for (const row of rows) {
      const weight = dot(row, found);
      for (let i = 0; i < dimension; i++) next[i] += weight * row[i];
    }
    const shared = beside ? dot(next, beside) : 0;
    found = normalise(beside ? next.map((value, i) => value - shared * beside[i]) : next);
  }
  return found;
}

/** Places of the rows along the two main directions, within SPREAD of 0. */
function principal(rows, dimension) {
  const moved = centred(rows, dimension);
  const first = direction(moved, dimension, null);
  const second = direction(moved, dimension, first);
  const places = moved.map((row) => [dot(row, first), dot(row, second)]);
  const widest = places.flat().reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9);
  return places.map(([x, y]) => [(x * SPREAD) / widest, (y * SPREAD) / widest]);
}

/** Places to begin from: those that were, and for the others that of the nearest of those. */
function beginning(rows, dimension, start) {
  const known = rows.map((_, i) => i).filter((i) => !Number.isNaN(start[2 * i]));
  if (known.length < rows.length / 4) return principal(rows, dimension);
  const random = numbers(11);
  return rows.map((row, i) => {
    if (!Number.isNaN(start[2 * i])) return [start[2 * i], start[2 * i + 1]];
    const near = known.reduce((best, k) => (dot(row, rows[k]) > dot(row, rows[best]) ? k : best), known[0]);
    return [start[2 * near] + random() - 0.5, start[2 * near + 1] + random() - 0.5];
  });
}

/** The cosine of two rows of a flat array, from where each begins, four products at a time. */
function cosine(flat, one, other, dimension) {
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let k = 0; k < dimension; k += 4) {
    a += flat[one + k] * flat[other + k];
    b += flat[one + k + 1] * flat[other + k + 1];
    c += flat[one + k + 2] * flat[other + k + 2];
    d += flat[one + k + 3] * flat[other + k + 3];
  }
  return a + b + c + d;
}

/** The greatest values of each row and which rows they are of, best first. */
class Nearest {
  constructor(rows, count) {
    this.count = count;
    this.values = new Float32Array(rows * count).fill(-Infinity);
    this.indices = new Int32Array(rows * count);
  }

  offer(row, index, value) {
    const { values, indices } = this;
    const first = row * this.count;
    let place = first + this.count - 1;
    if (value <= values[place]) return;
    for (; place > first && values[place - 1] < value; place--) {
      values[place] = values[place - 1];
      indices[place] = indices[place - 1];
    }
    values[place] = value;
    indices[place] = index;
  }

  of = (row) => [...this.indices.subarray(row * this.count, (row + 1) * this.count)];

  /** How far those of a row are by cosine; itself, which comes first, is 0 away. */
  away = (row) => [...this.values.subarray(row * this.count, (row + 1) * this.count)].map((value) => Math.max(0, 1 - value));
}

/** The nearest rows of each, itself first, and how far they are by cosine; every pair is compared, once. */
function neighbours(rows) {
  const dimension = 4 * Math.ceil(rows[0].length / 4);
  const flat = new Float32Array(rows.length * dimension);
  rows.forEach((row, i) => flat.set(row, i * dimension));
  const near = new Nearest(rows.length, Math.min(NEIGHBOURS, rows.length));
  for (let i = 0; i < rows.length; i++) {
    near.offer(i, i, ITSELF);
    for (let j = i + 1; j < rows.length; j++) {
      const value = cosine(flat, i * dimension, j * dimension, dimension);
      near.offer(i, j, value);
      near.offer(j, i, value);
    }
  }
  return { indices: rows.map((_, i) => near.of(i)), distances: rows.map((_, i) => near.away(i)) };
}

function tell(places, share) {
  const positions = new Float32Array(2 * places.length);
  places.forEach(([x, y], i) => positions.set([x, y], 2 * i));
  postMessage({ positions, share }, [positions.buffer]);
}

function umap(rows, places, epochs) {
  const map = new UMAP.UMAP({
    nNeighbors: Math.min(NEIGHBOURS, rows.length),
    nEpochs: epochs,
    random: numbers(3),
    minDist: 0.3,
    spread: 1.5,
  });
  const { indices, distances } = neighbours(rows);
  map.setPrecomputedKNN(indices, distances);
  map.initializeFit(rows);
  const embedding = map.getEmbedding();
  places.forEach(([x, y], i) => ((embedding[i][0] = x), (embedding[i][1] = y)));
  for (let epoch = 0; epoch < epochs; epoch += EPOCHS_AT_ONCE) {
    for (let i = 0; i < EPOCHS_AT_ONCE; i++) map.step();
    tell(map.getEmbedding(), Math.min(1, (epoch + EPOCHS_AT_ONCE) / epochs));
  }
}

onmessage = ({ data: { vectors, count, dimension, start, rough } }) => {
  const whole = Array.from({ length: count }, (_, i) =>
    vectors.subarray(i * dimension, (i + 1) * dimension),
  );
  const rows = projected(whole, dimension);
  const places = beginning(rows, rows[0].length, start);
  const few = count < 8;
  tell(places, few ? 1 : 0);
  if (!few) umap(rows, places, rough ? ROUGH_EPOCHS : EPOCHS);
};
