// The models of the machine, the one that is served, and the task that is under way.
import { call, getJson, sendJson } from "./api.js";
import { whileSeen } from "./polling.js";
import { session } from "./session.js";
import { Store } from "./store.js";

const TASK = "admin/models/task";
const BUSY_MILLIS = 700;
const CALM_MILLIS = 5000;

// list: what /admin/models says, null until it was read; served: what /admin/model says; task: the last
// one, or null; trouble: the ApiError of the last reading; wrong: why the last action was refused.
const NOTHING = { list: null, served: null, task: null, trouble: null, wrong: "" };

export const models = new Store(NOTHING);

session.watch(({ credential }) => credential || models.set(NOTHING));

export const isRunning = (task) => task?.state === "running";

async function readList() {
  const list = await getJson("admin/models");
  models.set({ list, task: list.task, trouble: null });
}

async function read() {
  try {
    models.set({ served: await getJson("admin/model") });
    if (isRunning(models.value.task)) models.set({ task: (await getJson(TASK)).task });
    // what was fetched is on the list from then on
    if (!isRunning(models.value.task)) await readList();
    models.set({ trouble: null });
  } catch (trouble) {
    models.set({ trouble });
  }
  const { served, task } = models.value;
  return served?.changing || isRunning(task) ? BUSY_MILLIS : CALM_MILLIS;
}

let stop = null;

/** Reads from now on, while the page is seen; returns what ends it. */
export function watchModels() {
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
  if (stop) watchModels();
}

/** @param task get, verify or selftest */
export const begin = (task, model) =>
  act(async () => models.set({ task: (await sendJson(TASK, { task, model })).task }));

export const cancel = () =>
  act(async () => models.set({ task: (await (await call(TASK, { method: "DELETE" })).json()).task }));

export const serve = (model) => act(() => sendJson("admin/model", { model }));
