// Items by how near their vectors are to one.
import { vectorOf } from "./items.js";
import { dot } from "./vectors.js";

/** The nearest of those that have a vector, nearest first: {item, value}. */
export function ranked(vector, items, most) {
  return items
    .filter(vectorOf)
    .map((item) => ({ item, value: dot(vector, vectorOf(item)) }))
    .sort((a, b) => b.value - a.value)
    .slice(0, most);
}

/** The nearest of the others. */
export const around = (self, items, most) =>
  ranked(vectorOf(self), items.filter(({ id }) => id !== self.id), most);
