// Where rows lie along the two directions in which they differ most (principal components, by power iteration).
import { numbers } from "./nearest.js";
import { dot, unit } from "./vectors.js";

const ROUNDS = 24;
/** So many of them show the directions of all. */
const ASKED = 500;

function meanOf(rows) {
  const mean = new Float64Array(rows[0].length);
  for (const row of rows) for (let i = 0; i < mean.length; i++) mean[i] += row[i] / rows.length;
  return mean;
}

/** The direction of the greatest variance beside another one. */
function direction(rows, beside) {
  const random = numbers(7);
  let found = unit(Float64Array.from(rows[0], () => random() - 0.5));
  for (let round = 0; round < ROUNDS; round++) {
    const next = new Float64Array(found.length);
    for (const row of rows) {
      const weight = dot(row, found);
      for (let i = 0; i < next.length; i++) next[i] += weight * row[i];
    }
    const shared = beside ? dot(next, beside) : 0;
    found = unit(beside ? next.map((value, i) => value - shared * beside[i]) : next);
  }
  return found;
}

/** x, y of each row, one after the other, none further than a distance from 0. */
export function directions(nearest, reach) {
  const step = Math.ceil(nearest.count / ASKED);
  const asked = Array.from({ length: Math.ceil(nearest.count / step) }, (_, i) => nearest.row(i * step));
  const mean = meanOf(asked);
  const centred = asked.map((row) => row.map((value, i) => value - mean[i]));
  const first = direction(centred, null);
  const axes = [first, direction(centred, first)];
  const found = new Float64Array(2 * nearest.count);
  for (let i = 0; i < found.length; i++) {
    const axis = axes[i % 2];
    found[i] = dot(nearest.row(i >> 1), axis) - dot(mean, axis);
  }
  const widest = found.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9);
  return found.map((value) => (value * reach) / widest);
}
