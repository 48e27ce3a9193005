// What is computed of pairs of items, from the cosines of all: which is the most alike, how one stands among the others,
// and what both of its items are near to. Items are their indices.
import { nearest } from "./vectors.js";

/** Every pair of different items once: {a, b, value}; or of some of them alone. */
const pairs = (rows, among = rows.map((_, i) => i)) =>
  among.flatMap((b, at) => among.slice(0, at).map((a) => ({ a, b, value: rows[b][a] })));

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Null where there is no pair. */
export const mostAlike = (rows, among) => pairs(rows, among).reduce((best, pair) => (pair.value > (best?.value ?? -Infinity) ? pair : best), null);

/** How many pairs there are, how many are closer or less close than one of a value, and whether it is above their mean. */
export function standing(rows, value) {
  const values = pairs(rows).map((pair) => pair.value);
  return {
    all: values.length,
    closer: values.filter((other) => other > value).length,
    less: values.filter((other) => other < value).length,
    alike: value > mean(values),
  };
}

// What both are near to, nearest first: among the nearest third of each of them, and closer to each than the
// mean of all pairs.
export function nearBoth(rows, a, b) {
  const bar = mean(pairs(rows).map(({ value }) => value));
  const near = (self) =>
    nearest(rows[self], self)
      .slice(0, Math.ceil((rows.length - 1) / 3))
      .filter((i) => rows[self][i] > bar);
  const nearB = near(b);
  const least = (i) => Math.min(rows[a][i], rows[b][i]);
  return near(a)
    .filter((i) => nearB.includes(i))
    .sort((x, y) => least(y) - least(x));
}
