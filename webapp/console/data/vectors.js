// What is computed of vectors here: cosines, fewer dimensions, fewer bits, and what they cost.
export function dot(a, b) {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** Of length 1, or as it is where it has none. */
export function unit(vector) {
  const length = Math.sqrt(dot(vector, vector));
  return length ? vector.map((x) => x / length) : vector;
}

/** The leading dimensions, of unit length again, as the server's `dimensions` cuts them. */
export const cut = (vector, dimensions) =>
  dimensions < vector.length ? unit(vector.slice(0, dimensions)) : vector;

// Rounded to a signed byte for each dimension, as the server rounds.
//
// @param told {scale: what 127 stands for in whole vectors, full: their dimensions}
function int8(vector, { scale: whole, full }) {
  // a cut vector is of unit length again, and its numbers are larger
  const scale = Math.min(1, whole * Math.sqrt(full / vector.length));
  const byte = (x) => Math.max(-127, Math.min(127, Math.round((x * 127) / scale)));
  return unit(vector.map(byte));
}

/** One bit for each dimension, its sign. */
const binary = (vector) => unit(vector.map((x) => (x > 0 ? 1 : -1)));

export const PRECISIONS = {
  float: { name: "float32", bits: 32, of: (vector) => vector },
  int8: { name: "int8", bits: 8, of: int8 },
  binary: { name: "binary", bits: 1, of: binary },
};

/** Vectors as they would be stored. */
export function stored(vectors, { dimensions, type, told }) {
  return vectors.map((vector) => PRECISIONS[type].of(cut(vector, dimensions), told));
}

/** Cosines of every pair, row by row; of vectors of unit length. */
export function cosines(vectors) {
  return vectors.map((a) => vectors.map((b) => dot(a, b)));
}

/** Indices of the others, nearest first. */
export function nearest(row, self) {
  const others = row.map((_, i) => i).filter((i) => i !== self);
  return others.sort((a, b) => row[b] - row[a]);
}

// What storing them so costs: the mean change of a cosine, and of how many the nearest neighbour
// is another one.
export function loss(exact, rough) {
  let change = 0;
  let pairs = 0;
  let kept = 0;
  exact.forEach((row, i) => {
    row.forEach((value, j) => {
      if (i !== j) {
        change += Math.abs(value - rough[i][j]);
        pairs++;
      }
    });
    if (nearest(row, i)[0] === nearest(rough[i], i)[0]) kept++;
  });
  return { change: pairs ? change / pairs : 0, kept, of: exact.length };
}
