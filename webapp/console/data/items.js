// The visitor's items and their vectors: kept in this page, sent to this server alone.
import { ApiError } from "./api.js";
import { embedGroup, groups } from "./embedding.js";
import { Store } from "./store.js";

const AT_ONCE = 2;
const SHOWN_REQUESTS = 8;
const SHOWN_PAGES = 24;
const CALLED = 300;

// items: {id, kind, text, name, blob, page, url, vectors by instruction, cost, problem, sample}; kind: "text", "image",
// "page" (of a PDF file, from 1) or "fused"; cost: of the request that its vector came by; sample: it is one of ours;
// address: of a picture that the server has, below its root;
// instruction: "" for the model's own; second: the one to compare it with, or null;
// precision: how vectors are stored, dimensions null for all; picked: {a, b} of items' ids;
// model: what made the vectors (`modelOf`), null until it is known; load: how often another one has taken its place;
// work: {done, total}; waiting: seconds until the server takes more; trouble: an ApiError.
export const playground = new Store({
  items: [],
  picked: { a: null, b: null },
  instruction: "",
  second: null,
  precision: { dimensions: null, type: "float" },
  model: null,
  load: 0,
  work: { done: 0, total: 0 },
  waiting: 0,
  trouble: null,
  requests: [],
});

let lastId = 0;
let running = 0;
const underway = new Set();

const instructions = () => {
  const { instruction, second } = playground.value;
  return second === null ? [instruction] : [instruction, second];
};

/** All of an item's words. */
export function nameOf({ kind, name, text, page }) {
  if (kind === "text") return text;
  if (kind === "page") return `${name.replace(/\.pdf$/i, "")}, page ${page}`;
  const picture = name.replace(/\.\w+$/, "").replaceAll("_", " ");
  return kind === "fused" ? `${picture} + ${text}` : picture;
}

export const clipped = (words) => (words.length > CALLED ? `${words.slice(0, CALLED)}…` : words);

/** What an item is called where there is no room for itself: a table names it in each of its cells. */
export const label = (item) => clipped(nameOf(item));

export const vectorOf = (item) => item.vectors[playground.value.instruction];

/** What is the same in two items that are one; pictures by their names and sizes. */
const identity = ({ kind, text, name, blob, page }) =>
  JSON.stringify([kind, text ?? "", name ?? "", blob?.size, page]);

/** Adds items: {kind, text, name, blob, vectors}; what is there already is not added again. */
export function add(fresh) {
  const known = new Set(playground.value.items.map(identity));
  const added = fresh
    .filter((item) => !known.has(identity(item)) && known.add(identity(item)))
    .map((item) => ({
      vectors: {},
      ...item,
      id: ++lastId,
      url: item.blob && item.kind !== "page" ? URL.createObjectURL(item.blob) : null,
    }));
  playground.set({ items: [...playground.value.items, ...added], trouble: null });
  embedMissing();
  showPages(added.filter(({ kind, blob }) => kind === "page" && blob));
  return added;
}

/** Pages get their thumbnails one after the other, the first of them at least. */
async function showPages(pages) {
  if (!pages.length) return;
  const { thumbnail } = await import("./seen.js");
  for (const page of pages.slice(0, SHOWN_PAGES)) {
    if (!stillThere([page]).length) continue;
    const url = await thumbnail(page).catch(() => null);
    if (url && stillThere([page]).length) change([page.id], () => ({ url }));
    else if (url) URL.revokeObjectURL(url);
  }
}

export const addTexts = (lines) => add(lines.map((text) => ({ kind: "text", text })));

export function remove(ids) {
  const gone = new Set(ids);
  const { items, picked } = playground.value;
  for (const item of items) if (gone.has(item.id) && item.url) URL.revokeObjectURL(item.url);
  playground.set({
    items: items.filter((item) => !gone.has(item.id)),
    picked: gone.has(picked.a) || gone.has(picked.b) ? { a: null, b: null } : picked,
  });
  progress();
  const { done, total } = playground.value.work;
  // what stood in the way of others stands in nobody's way
  if (done === total) playground.set({ trouble: null, waiting: 0 });
}

export const clear = () => {
  remove(playground.value.items.map((item) => item.id));
  playground.set({ requests: [] });
};

/** Another instruction, or another to compare with (null for none). */
export function instruct(fields) {
  playground.set(fields);
  embedMissing();
}

// This model makes the vectors now: those of another one cannot be compared with its own.
//
// @param again whether it was loaded since, perhaps from other files
export function madeBy(model, again = false) {
  const former = playground.value.model;
  playground.set({ model });
  if (former !== null && (again || former !== model)) forgetVectors();
}

function forgetVectors() {
  const items = playground.value.items.map((item) => ({ ...item, vectors: {}, problem: null }));
  const { load, precision } = playground.value;
  playground.set({ items, load: load + 1, requests: [], precision: { ...precision, dimensions: null } });
  embedMissing();
}

function missing(instruction) {
  return playground.value.items.filter(
    (item) => !item.vectors[instruction] && !item.problem && !underway.has(`${item.id} ${instruction}`),
  );
}

function change(ids, of) {
  const some = new Set(ids);
  playground.set({
    items: playground.value.items.map((item) => (some.has(item.id) ? { ...item, ...of(item) } : item)),
  });
}

/** What the API calls a field is an item here. */
const worded = (message) => message.replace(/^(texts|file|images?|text)(\[\d+\])? /, "It ");

function listener(instruction) {
  const { load } = playground.value;
  return {
    wanted: stillThere,
    vectors(items, vectors, cost) {
      // asked of one that may have been the former one: they are asked for again
      if (load !== playground.value.load) return;
      madeBy(cost.model);
      const byId = new Map(items.map((item, i) => [item.id, vectors[i]]));
      change(byId.keys(), (item) => ({
        vectors: { ...item.vectors, [instruction]: byId.get(item.id) },
        cost,
      }));
    },
    cost(cost) {
      const requests = [cost, ...playground.value.requests].slice(0, SHOWN_REQUESTS);
      playground.set({ requests, trouble: null });
    },
    failed: (item, error) => change([item.id], () => ({ problem: worded(error.message) })),
    waits: (waiting, error) => playground.set({ waiting, trouble: waiting ? error : null }),
  };
}

function stillThere(items) {
  const ids = new Set(playground.value.items.map(({ id }) => id));
  return items.filter(({ id }) => ids.has(id));
}

function next() {
  for (const instruction of instructions()) {
    const [items] = groups(missing(instruction));
    if (items) return { items, instruction };
  }
  return null;
}

/** Embeds whatever has no vector yet, a few requests at once. */
export function embedMissing() {
  const blind = instructions()
    .flatMap(missing)
    .filter(({ kind, blob }) => kind !== "text" && !blob);
  if (blind.length) change(blind.map(({ id }) => id), () => ({ problem: "Its picture is not in the file." }));
  while (running < AT_ONCE) {
    const task = next();
    if (!task) break;
    run(task);
  }
  progress();
}

async function run({ items, instruction }) {
  const names = items.map((item) => `${item.id} ${instruction}`);
  names.forEach((name) => underway.add(name));
  running++;
  let stopped = null;
  try {
    await embedGroup(items, instruction, listener(instruction));
  } catch (error) {
    stopped = error instanceof ApiError ? error : new ApiError(0, "UNKNOWN", "That did not work.");
  } finally {
    running--;
    names.forEach((name) => underway.delete(name));
  }
  if (stopped) playground.set({ trouble: stopped });
  else embedMissing();
  progress();
}

function progress() {
  const wanted = instructions();
  const { items } = playground.value;
  const done = items.filter((item) => item.problem || wanted.every((one) => item.vectors[one])).length;
  playground.set({ work: { done, total: items.length } });
}
