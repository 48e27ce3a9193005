// The last lines about requests and administration, followed while somebody looks.
import { getJson } from "./api.js";
import { whileSeen } from "./polling.js";
import { session } from "./session.js";
import { Store } from "./store.js";

const EVERY_MILLIS = 2000;
const KEPT = 500;
const NOTHING = { lines: null, told: true, trouble: null };

/** lines: the newest first, null until they were read; told: whether requests leave lines at all. */
export const logs = new Store(NOTHING);

session.watch(({ credential }) => credential || logs.set(NOTHING));

async function read() {
  const { lines } = logs.value;
  try {
    const after = lines?.[0]?.number ?? 0;
    const said = await getJson(`admin/logs?after=${after}`);
    logs.set({ lines: [...said.lines.reverse(), ...(lines ?? [])].slice(0, KEPT), told: said.access_lines, trouble: null });
  } catch (trouble) {
    logs.set({ trouble });
  }
  return EVERY_MILLIS;
}

/** Reads from now on, while the page is seen; returns what ends it. */
export const follow = () => whileSeen(read);

const AUDIT = /^event=(\S+) actor=(.*) target=(.*) outcome=(\S+) request_id=(\S+) address=(\S+)$/;

/** What an audit line says: {event, actor, target, outcome}; null for one of another shape. */
export function audited({ message }) {
  const found = AUDIT.exec(message ?? "");
  return found && { event: found[1], actor: found[2], target: found[3], outcome: found[4] };
}

export const KINDS = {
  all: () => true,
  requests: ({ kind }) => kind === "access",
  failures: ({ status, message }) => status >= 400 || (message !== undefined && audited({ message })?.outcome !== "ok"),
  administration: ({ kind }) => kind === "audit",
};
