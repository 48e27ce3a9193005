// API keys as an administrator handles them.
import { call, getJson, sendJson } from "./api.js";
import { whileSeen } from "./polling.js";
import { ofVisitor, readInto } from "./session.js";

const PATH = "admin/api-keys";
const HOUR_MILLIS = 3_600_000;
/** Others may change them, too. */
const EVERY_MILLIS = 5000;

export const PERMISSIONS = {
  "embed:text": "Texts",
  "embed:image": "Pictures",
  "embed:multimodal": "Both together",
  similarity: "Similarity",
  rerank: "Reranking",
  admin: "Administration",
  "*": "Everything",
};

/** list: null until it was read; shown: a key with its secret, to be seen once; trouble: an ApiError of the list. */
export const keys = ofVisitor({ list: null, shown: null, trouble: null });

const readKeys = (live) => readInto(keys, async () => ({ list: (await getJson(PATH)).api_keys }), live);

/** The key that a log means, which may be a revoked one; undefined where it means none that is known. */
export const keyOf = (list, said) => list?.find(({ id }) => [id, `key:${id}`, `tkr_${id}`].includes(said));

/** Once, for who shows their names. */
export const readNames = () => readKeys();

/** Reads from now on, while the page is seen; returns what ends it. */
export const watchKeys = () =>
  whileSeen(async (live) => {
    await readKeys(live);
    return EVERY_MILLIS;
  });

/** @param fields name, permissions, expires_in_days, limits */
export async function createKey(fields) {
  keys.set({ shown: await sendJson(PATH, fields) });
  await readKeys();
}

/** @param fields those that change; limits as a whole */
export async function changeKey(id, fields) {
  await sendJson(`${PATH}/${id}`, fields, "PATCH");
  await readKeys();
}

/** Requests of each of the last hours, the oldest first: {at, requests}. */
export async function usageOf(id, hours) {
  const said = (await getJson(`${PATH}/${id}/usage`)).hours;
  const byHour = new Map(said.map(({ hour, requests }) => [Date.parse(hour), requests]));
  const now = Math.floor(Date.now() / HOUR_MILLIS) * HOUR_MILLIS;
  return Array.from({ length: hours }, (_, i) => now - (hours - 1 - i) * HOUR_MILLIS).map((at) => ({
    at,
    requests: byHour.get(at) ?? 0,
  }));
}

/** A new secret; the old one goes on for so many seconds. */
export async function rotateKey(id, overlapSeconds) {
  keys.set({ shown: await sendJson(`${PATH}/${id}/rotate`, { overlap_seconds: overlapSeconds }) });
  await readKeys();
}

export async function revokeKey(id) {
  await call(`${PATH}/${id}`, { method: "DELETE" });
  await readKeys();
}

/** "valid", "expired" or "revoked". */
export const stateOf = (key) => (key.is_valid ? "valid" : key.revoked_at ? "revoked" : "expired");
