// UMAP to two dimensions (McInnes, Healy and Melville 2018, arXiv:1802.03426) by umap-js, of neighbours that are known.
import "./commonjs.js";
import "../lib/umap-js.min.js";

const { UMAP } = globalThis.exports.UMAP;

const MIN_DIST = 0.3;
const SPREAD = 1.5;

/** Neighbours of each row, itself among them: umap-js wants more rows than that. */
const among = ({ count, kept }) => Math.min(count - 1, kept);

/** Of each row its nearest, and how far they are by cosine; itself, which comes first, is 0 away. */
function neighbours(nearest) {
  const { count, kept, indices, values } = nearest;
  const present = among(nearest);
  const each = (of) => Array.from({ length: count }, (_, row) => Array.from({ length: present }, (_, k) => of(row * kept + k)));
  return [each((i) => indices[i]), each((i) => Math.max(0, 1 - values[i]))];
}

// A map that is laid out by so many calls of its step().
//
// @param nearest of the rows
// @param places x, y of each to begin with
// @param random numbers from 0 to 1
export function umap(nearest, places, epochs, random) {
  const nNeighbors = among(nearest);
  const map = new UMAP({ nNeighbors, nEpochs: epochs, minDist: MIN_DIST, spread: SPREAD, random });
  map.setPrecomputedKNN(...neighbours(nearest));
  map.initializeFit(Array.from({ length: nearest.count }, (_, row) => nearest.row(row)));
  map.getEmbedding().forEach((place, i) => place.splice(0, 2, places[2 * i], places[2 * i + 1]));
  return map;
}
