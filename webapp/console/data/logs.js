// The last lines about requests and administration, followed while somebody looks.
import { getJson } from "./api.js";
import { whileSeen } from "./polling.js";
import { ofVisitor, readInto } from "./session.js";

const EVERY_MILLIS = 2000;
const KEPT = 500;

/** lines: the newest first, null until they were read; told: whether requests leave lines at all. */
export const logs = ofVisitor({ lines: null, told: true, trouble: null });

async function newest() {
  const { lines } = logs.value;
  const said = await getJson(`admin/logs?after=${lines?.[0]?.number ?? 0}`);
  return { lines: [...said.lines.reverse(), ...(lines ?? [])].slice(0, KEPT), told: said.access_lines };
}

async function read(live) {
  await readInto(logs, newest, live);
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

/** Who did it, and to whom, as the log calls them. */
export function named(line) {
  const { actor, target } = line.kind === "audit" ? (audited(line) ?? {}) : { actor: line.caller };
  return [actor, target].filter((id) => id && id !== "-");
}

/** What pages like this one ask again and again. */
const POLLED = /^\/(admin|metrics|info|health)\b/;

export const KINDS = {
  All: () => true,
  Requests: ({ kind, route }) => kind === "access" && !POLLED.test(route),
  Failures: ({ status, message }) => status >= 400 || (message !== undefined && audited({ message })?.outcome !== "ok"),
  Administration: ({ kind }) => kind === "audit",
};
