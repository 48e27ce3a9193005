// What the server says of itself, asked now and then while somebody looks.
import { BASE, getJson } from "./api.js";
import { Store } from "./store.js";

const CALM_MILLIS = 5000;
const EAGER_MILLIS = 1000;
const BACK_LOOKS = 3;
const PHASES = { healthy: "ready", loading: "loading", unhealthy: "failed" };

/** phase: "unknown", "loading", "ready", "failed" or "gone"; back: it was gone and has answered again, looks left. */
export const server = new Store({ phase: "unknown", health: {}, info: null, back: 0 });

/** Whether nobody needs a key, as far as is known. */
export const isOpen = ({ info }) => info?.api_key_required === false;

/** Who accepts a connection and says nothing is gone, too. */
const PATIENCE_MILLIS = 10_000;

let timer = 0;
let latest = 0;

async function health() {
  // an unhealthy server says why, with 503
  const response = await fetch(new URL("health", BASE), { cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MILLIS) });
  return response.json();
}

/** For how many looks more its return is told; while it loads, that waits. */
function backFor(before, phase) {
  if (before.phase === "gone") return BACK_LOOKS;
  return phase === "ready" ? Math.max(0, before.back - 1) : before.back;
}

/** Of what is told while a model is ready: the load of it, which another load of the same model is not. */
export const loadOf = ({ instance, ready_since: since }) => `${instance} ${since}`;

/** What was asked before another look says nothing new. */
async function look() {
  const mine = ++latest;
  const found = await seen();
  if (mine === latest) server.set(found);
}

async function seen() {
  const before = server.value;
  try {
    const said = await health();
    const phase = PHASES[said.status] ?? "failed";
    const same = before.info && loadOf(before.health) === loadOf(said);
    const info = phase === "ready" ? (same ? before.info : await getJson("info")) : null;
    const back = backFor(before, phase);
    return { phase, health: said, info, back };
  } catch {
    return { phase: "gone", back: 0 };
  }
}

function later() {
  clearTimeout(timer);
  if (document.hidden) return;
  timer = setTimeout(watchServer, server.value.phase === "ready" ? CALM_MILLIS : EAGER_MILLIS);
}

/** Asks now, and from now on; nothing is asked while the page is hidden. */
export async function watchServer() {
  await look();
  later();
}

document.addEventListener("visibilitychange", () => (document.hidden ? later() : watchServer()));
