// The models of the machine, the one that is served, and the task that is under way.
import { call, getJson, sendJson } from "./api.js";
import { whileSeen } from "./polling.js";
import { ofVisitor, readInto } from "./session.js";

const TASK = "admin/models/task";
const BUSY_MILLIS = 700;
const CALM_MILLIS = 5000;

// list: what /admin/models says, null until it was read; served: what /admin/model says; task: the last
// one, or null; trouble: the ApiError of the last reading; wrong: why the last action was refused.
export const models = ofVisitor({ list: null, served: null, task: null, trouble: null, wrong: "" });

export const isRunning = (task) => task?.state === "running";

async function readAll() {
  const served = await getJson("admin/model");
  const { task: former } = models.value;
  const task = isRunning(former) ? (await getJson(TASK)).task : former;
  if (isRunning(task)) return { served, task };
  // what was fetched is on the list from then on
  const list = await getJson("admin/models");
  return { served, list, task: list.task };
}

async function read(live) {
  await readInto(models, readAll, live);
  const { served, task } = models.value;
  return served?.changing || isRunning(task) ? BUSY_MILLIS : CALM_MILLIS;
}

let stop = null;

/** Reads from now on, while the page is seen; returns what ends it. */
export function watchModels() {
  models.set({ wrong: "" });
  return watch();
}

function watch() {
  stop?.();
  stop = whileSeen(read);
  return () => {
    stop?.();
    stop = null;
  };
}

/** Does something, says why it was refused, and looks often from here on. */
async function act(action) {
  try {
    models.set({ wrong: "" });
    await action();
  } catch (error) {
    models.set({ wrong: error.message });
  }
  if (stop) watch();
}

/** @param task get, verify or selftest */
export const begin = (task, model) =>
  act(async () => models.set({ task: (await sendJson(TASK, { task, model })).task }));

export const cancel = () =>
  act(async () => models.set({ task: (await (await call(TASK, { method: "DELETE" })).json()).task }));

export const serve = (model) => act(() => sendJson("admin/model", { model }));
