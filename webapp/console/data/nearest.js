// The nearest rows of each by cosine. Every pair is compared once, when the later of the two comes.

/** Itself among them, as UMAP counts. */
const KEPT = 10;
const ITSELF = 2;
/** Longer vectors are projected to so many dimensions before they are compared. */
const COMPARED = 256;

/** The same numbers at every run (mulberry32). */
export function numbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Cosines nearly stay when each dimension is added, with a random sign, to one of fewer. */
function projection(dimension) {
  if (dimension <= 2 * COMPARED) return (row) => row;
  const random = numbers(5);
  const places = Uint16Array.from({ length: dimension }, () => random() * COMPARED);
  const signs = Int8Array.from({ length: dimension }, () => (random() < 0.5 ? -1 : 1));
  return (row) => {
    const sums = new Float32Array(COMPARED);
    for (let i = 0; i < dimension; i++) sums[places[i]] += signs[i] * row[i];
    const length = Math.hypot(...sums) || 1;
    return sums.map((sum) => sum / length);
  };
}

/** The cosine of two rows of a flat array, from where each begins, four products at a time. */
function cosine(flat, one, other, width) {
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let k = 0; k < width; k += 4) {
    a += flat[one + k] * flat[other + k];
    b += flat[one + k + 1] * flat[other + k + 1];
    c += flat[one + k + 2] * flat[other + k + 2];
    d += flat[one + k + 3] * flat[other + k + 3];
  }
  return a + b + c + d;
}

/** An array of twice the length that begins like another. */
function doubled(array) {
  const longer = new array.constructor(2 * array.length);
  longer.set(array);
  return longer;
}

export class Nearest {
  count = 0;
  /** How many are kept of each row. */
  kept = KEPT;
  #project;
  #room = 256;

  /** @param dimension of vectors, which are of unit length */
  constructor(dimension) {
    this.dimension = dimension;
    this.#project = projection(dimension);
    /** Numbers of a row in the flat array: a multiple of four. */
    this.width = 4 * Math.ceil(Math.min(dimension, dimension > 2 * COMPARED ? COMPARED : dimension) / 4);
    // of doubles, which a product need not make of floats first
    this.rows = new Float64Array(this.#room * this.width);
    this.values = new Float32Array(this.#room * KEPT).fill(-Infinity);
    this.indices = new Int32Array(this.#room * KEPT);
  }

  /** What is compared of a row, of unit length. */
  row(index) {
    return this.rows.subarray(index * this.width, (index + 1) * this.width);
  }

  /** @param vectors one after the other */
  add(vectors) {
    for (let i = 0; i < vectors.length; i += this.dimension) this.#addRow(vectors.subarray(i, i + this.dimension));
  }

  #addRow(vector) {
    if (this.count === this.#room) this.#grow();
    const { count, rows, width } = this;
    rows.set(this.#project(vector), count * width);
    this.#offer(count, count, ITSELF);
    for (let other = 0; other < count; other++) {
      const value = cosine(rows, count * width, other * width, width);
      this.#offer(count, other, value);
      this.#offer(other, count, value);
    }
    this.count++;
  }

  #grow() {
    this.#room *= 2;
    this.rows = doubled(this.rows);
    this.indices = doubled(this.indices);
    const known = this.values.length;
    this.values = doubled(this.values).fill(-Infinity, known);
  }

  #offer(row, index, value) {
    const { values, indices } = this;
    const first = row * KEPT;
    let place = first + KEPT - 1;
    if (value <= values[place]) return;
    for (; place > first && values[place - 1] < value; place--) {
      values[place] = values[place - 1];
      indices[place] = indices[place - 1];
    }
    values[place] = value;
    indices[place] = index;
  }
}
