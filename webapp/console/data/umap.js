// UMAP to two dimensions (McInnes, Healy and Melville 2018, arXiv:1802.03426; the names are the paper's and its
// authors' program's): a graph of how likely two rows are neighbours, and places that agree with it.
import { numbers } from "./nearest.js";

// 1 / (1 + a d^2b) is how near points at a distance d count: fitted to a least distance of 0.3 and a spread of 1.5, where b
// is 1.003, so that no power has to be taken
const A = 0.56;
const NEGATIVE_SAMPLES = 5;
const MOST_GRADIENT = 4;
const BISECTIONS = 64;
const CLOSE_ENOUGH = 1e-5;
/** Of the mean distance, the least that a row's distances are measured by. */
const LEAST_SCALE = 1e-3;

/** The scale by which the likelihoods of a row's neighbours add up to log2 of how many they are. */
function scaleOf(distances, nearest) {
  const wanted = Math.log2(distances.length);
  let [low, middle, high] = [0, 1, Infinity];
  for (let i = 0; i < BISECTIONS; i++) {
    const sum = distances.slice(1).reduce((all, distance) => all + Math.exp(-Math.max(0, distance - nearest) / middle), 0);
    if (Math.abs(sum - wanted) < CLOSE_ENOUGH) break;
    if (sum > wanted) high = middle;
    else low = middle;
    middle = high === Infinity ? 2 * middle : (low + high) / 2;
  }
  return middle;
}

/** Likelihoods that the nearest of each row are its neighbours, in the order of `indices`; itself is none. */
function likelihoods({ count, kept, values }) {
  const found = new Float32Array(count * kept);
  const present = Math.min(count, kept);
  for (let row = 0; row < count; row++) {
    const distances = Array.from({ length: present }, (_, k) => (k ? Math.max(0, 1 - values[row * kept + k]) : 0));
    const nearest = distances.find((distance) => distance > 0) ?? 0;
    const mean = distances.reduce((sum, distance) => sum + distance, 0) / present;
    const scale = Math.max(scaleOf(distances, nearest), LEAST_SCALE * mean);
    for (let k = 1; k < present; k++) found[row * kept + k] = Math.exp(-Math.max(0, distances[k] - nearest) / scale);
  }
  return found;
}

/** Edges {heads, tails, weights} in both directions: that one of two rows, or both, is a neighbour of the other. */
function graph(nearest) {
  const { count, kept, indices } = nearest;
  const likely = likelihoods(nearest);
  const [heads, tails, weights] = [[], [], []];
  const back = (row, other) => {
    for (let k = 1; k < kept; k++) if (indices[other * kept + k] === row && likely[other * kept + k]) return likely[other * kept + k];
    return 0;
  };
  for (let row = 0; row < count; row++) {
    for (let k = 1; k < kept; k++) {
      const there = likely[row * kept + k];
      if (!there) continue;
      const other = indices[row * kept + k];
      const here = back(row, other);
      if (here && other < row) continue; // was met from the other side
      const weight = there + here - there * here;
      heads.push(row, other);
      tails.push(other, row);
      weights.push(weight, weight);
    }
  }
  return { heads, tails, weights };
}

const clipped = (gradient) => Math.max(-MOST_GRADIENT, Math.min(MOST_GRADIENT, gradient));

export class Umap {
  #epoch = 0;
  #random = numbers(3);

  // @param nearest of the rows
  // @param places x, y of each to begin with, which are moved
  // @param epochs in which they come to rest
  constructor(nearest, places, epochs) {
    const { heads, tails, weights } = graph(nearest);
    const greatest = weights.reduce((most, weight) => Math.max(most, weight), 0);
    const strong = weights.map((_, i) => i).filter((i) => weights[i] >= greatest / epochs);
    this.places = places;
    this.epochs = epochs;
    this.heads = Int32Array.from(strong, (i) => heads[i]);
    this.tails = Int32Array.from(strong, (i) => tails[i]);
    /** Epochs from one use of an edge to its next, and when these are due. */
    this.every = Float64Array.from(strong, (i) => greatest / weights[i]);
    this.due = this.every.slice();
    this.negativeDue = this.every.map((every) => every / NEGATIVE_SAMPLES);
  }

  /** How much of its way is done, from 0 to 1. */
  get share() {
    return this.#epoch / this.epochs;
  }

  /** One epoch: each edge that is due draws its ends together, and pushes its head from some others. */
  step() {
    const epoch = ++this.#epoch;
    const rate = 1 - (epoch - 1) / this.epochs;
    for (let edge = 0; edge < this.heads.length; edge++) {
      if (this.due[edge] > epoch) continue;
      this.due[edge] += this.every[edge];
      this.#attract(2 * this.heads[edge], 2 * this.tails[edge], rate);
      this.#repel(edge, epoch, rate);
    }
  }

  #attract(head, tail, rate) {
    const { places } = this;
    const dx = places[head] - places[tail];
    const dy = places[head + 1] - places[tail + 1];
    const square = dx * dx + dy * dy;
    const gradient = (-2 * A) / (A * square + 1);
    const [byX, byY] = [clipped(gradient * dx) * rate, clipped(gradient * dy) * rate];
    places[head] += byX;
    places[head + 1] += byY;
    places[tail] -= byX;
    places[tail + 1] -= byY;
  }

  #repel(edge, epoch, rate) {
    const { places } = this;
    const head = 2 * this.heads[edge];
    const every = this.every[edge] / NEGATIVE_SAMPLES;
    const times = Math.floor((epoch - this.negativeDue[edge]) / every);
    for (let i = 0; i < times; i++) {
      const other = 2 * Math.floor(this.#random() * (places.length / 2));
      const dx = places[head] - places[other];
      const dy = places[head + 1] - places[other + 1];
      const square = dx * dx + dy * dy;
      if (other === head) continue;
      const gradient = square ? 2 / ((0.001 + square) * (A * square + 1)) : 0;
      places[head] += (gradient ? clipped(gradient * dx) : MOST_GRADIENT) * rate;
      places[head + 1] += (gradient ? clipped(gradient * dy) : MOST_GRADIENT) * rate;
    }
    this.negativeDue[edge] += times * every;
  }
}
