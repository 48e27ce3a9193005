// From items to vectors: requests of a few items each, again when the server asks for patience.
import { ApiError, call } from "./api.js";

const TEXTS = 100;
const PICTURES = 8;

const pause = (millis) => new Promise((done) => setTimeout(done, millis));

/** An item's kind decides its route; a fused one goes alone, as one request is one vector. */
const ROUTES = {
  text: { path: "embed/text", most: TEXTS, body: texts },
  image: { path: "embed/image", most: PICTURES, body: pictures },
  page: { path: "embed/image", most: Infinity, body: pagesOfFile },
  fused: { path: "embed/multimodal", most: 1, body: fused },
};

function texts(items, instruction) {
  const body = { texts: items.map((item) => item.text) };
  if (instruction) body.instruction = instruction;
  return { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
}

function form(instruction) {
  const parts = new FormData();
  if (instruction) parts.append("instruction", instruction);
  return parts;
}

function pictures(items, instruction) {
  const parts = form(instruction);
  for (const item of items) parts.append("file", item.blob, item.name);
  return { body: parts };
}

/** Of a file one vector comes back for each of its pages. */
function pagesOfFile([item], instruction) {
  const parts = form(instruction);
  parts.append("file", item.blob, item.name);
  return { body: parts };
}

function fused([item], instruction) {
  const parts = form(instruction);
  parts.append("image", item.blob, item.name);
  parts.append("text", item.text);
  return { body: parts };
}

/** Groups of one kind each, as large as a request of it may be. */
export function groups(items) {
  const found = [];
  for (const [kind, { most }] of Object.entries(ROUTES)) {
    const same = items.filter((item) => item.kind === kind);
    if (kind === "page") found.push(...byFile(same));
    else for (let i = 0; i < same.length; i += most) found.push(same.slice(i, i + most));
  }
  return found;
}

function byFile(pages) {
  const files = new Map();
  for (const item of pages) files.set(item.blob, [...(files.get(item.blob) ?? []), item]);
  return [...files.values()];
}

function rows(buffer, dimension) {
  const all = new Float32Array(buffer);
  const vectors = [];
  for (let i = 0; i < all.length; i += dimension) vectors.push(all.slice(i, i + dimension));
  return vectors;
}

/** Milliseconds by stage, of a header like `queue;dur=0.031, total;dur=11.402`. */
const stagesOf = (timing) =>
  Object.fromEntries([...timing.matchAll(/([\w-]+);dur=([\d.]+)/g)].map(([, stage, millis]) => [stage, Number(millis)]));

/** What makes vectors comparable: the model, by its name and the dimensions of its vectors. */
export const modelOf = (name, dimension) => `${name} ${dimension}`;

/** One request: its vectors, and what it cost. */
async function ask(items, instruction) {
  const { path, body: write } = ROUTES[items[0].kind];
  const { body, headers } = write(items, instruction);
  const began = performance.now();
  const response = await call(path, {
    method: "POST",
    body,
    headers: { ...headers, Accept: "application/octet-stream" },
  });
  const buffer = await response.arrayBuffer();
  const total = performance.now() - began;
  const [, dimension] = response.headers.get("X-Embedding-Shape").split(",").map(Number);
  const [hits, misses] = (response.headers.get("X-Cache") ?? "0 0").match(/\d+/g).map(Number);
  const { total: inServer, ...stages } = { total: 0, ...stagesOf(response.headers.get("Server-Timing") ?? "") };
  const cached = misses === 0 ? "all" : hits === 0 ? "none" : "some";
  const model = modelOf(response.headers.get("X-Embedding-Model"), dimension);
  const all = rows(buffer, dimension);
  const vectors = items[0].kind === "page" ? items.map(({ page }) => all[page - 1]) : all;
  const cost = { path, model, items: all.length, total, inServer, stages, hits, misses, cached };
  return { vectors, cost };
}

/** Tells how long the server wants to be left alone, until then or until nobody waits for these items any more. */
async function waited(items, error, told) {
  for (let left = Math.max(1, error.retryAfter); left > 0 && told.wanted(items).length; left--) {
    told.waits(left, error);
    await pause(1000);
  }
  told.waits(0, error);
}

/** Null where nobody waits for the items any more. */
async function patiently(items, instruction, told) {
  for (let wanted = items; (wanted = told.wanted(wanted)).length; ) {
    try {
      return { items: wanted, ...(await ask(wanted, instruction)) };
    } catch (error) {
      if (!(error instanceof ApiError) || !error.passes) throw error;
      await waited(wanted, error, told);
    }
  }
  return null;
}

const isReadable = ({ blob }) =>
  blob.slice(0, 1).arrayBuffer().then(() => true, () => false);

/** A file that was changed or removed since it was chosen looks like a server that does not answer: tells those that are. */
async function unreadable(items, told) {
  const checked = await Promise.all(items.map(async (item) => !item.blob || (await isReadable(item))));
  const lost = items.filter((_, i) => !checked[i]);
  for (const item of lost) told.failed(item, new Error("Its file was changed or removed: add it again."));
  return lost.length > 0;
}

// Embeds a group. Where one of several items is bad the server refuses all, so each is asked alone.
//
// @param told {wanted(items) those that are still waited for, vectors(items, vectors, cost), cost(cost), failed(item, error),
//     waits(secondsLeft, error)}
export async function embedGroup(items, instruction, told) {
  try {
    const answer = await patiently(items, instruction, told);
    if (!answer) return;
    told.cost(answer.cost);
    told.vectors(answer.items, answer.vectors, answer.cost);
  } catch (error) {
    if (error.status === 0 && (await unreadable(items, told))) return;
    const blameless = !(error instanceof ApiError) || [0, 401, 403, 503].includes(error.status);
    if (blameless) throw error;
    if (items.length === 1) return told.failed(items[0], error);
    if (items[0].kind === "page") return items.forEach((item) => told.failed(item, error));
    for (const item of items) await embedGroup([item], instruction, told);
  }
}
