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
  const all = rows(buffer, dimension);
  const vectors = items[0].kind === "page" ? items.map(({ page }) => all[page - 1]) : all;
  const cost = { path, items: all.length, total, inServer, stages, hits, misses, cached };
  return { vectors, cost };
}

async function patiently(items, instruction, waits) {
  for (;;) {
    try {
      return await ask(items, instruction);
    } catch (error) {
      if (!(error instanceof ApiError) || !error.passes) throw error;
      for (let left = Math.max(1, error.retryAfter); left > 0; left--) {
        waits(left, error);
        await pause(1000);
      }
      waits(0, error);
    }
  }
}

// Embeds a group. Where one of several items is bad the server refuses all, so each is asked alone.
//
// @param told {vectors(items, vectors, cost), cost(cost), failed(item, error), waits(secondsLeft, error)}
export async function embedGroup(items, instruction, told) {
  try {
    const { vectors, cost } = await patiently(items, instruction, told.waits);
    told.cost(cost);
    told.vectors(items, vectors, cost);
  } catch (error) {
    const blameless = !(error instanceof ApiError) || [0, 401, 403, 503].includes(error.status);
    if (blameless) throw error;
    if (items.length === 1) return told.failed(items[0], error);
    if (items[0].kind === "page") return items.forEach((item) => told.failed(item, error));
    for (const item of items) await embedGroup([item], instruction, told);
  }
}
