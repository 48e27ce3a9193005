// What stands across the page while something is not as usual.
import { playground } from "../data/items.js";
import { server } from "../data/server.js";
import { askToSignIn, session } from "../data/session.js";
import { useStore } from "../data/store.js";
import { html } from "./html.js";

const STAGES = {
  downloading: "Fetching the model",
  converting: "Quantising the model",
  loading: "Loading the model",
};

const seconds = (value) => (value < 90 ? `${Math.ceil(value)} s` : `${Math.ceil(value / 60)} min`);

const gigabytes = (bytes) => `${(bytes / 1e9).toFixed(2)} GB`;

function Notice({ kind = "", children }) {
  return html`<div class=${`notice ${kind}`}><div>${children}</div></div>`;
}

function Loading({ health }) {
  const stage = STAGES[health.stage] ?? "Getting the model ready";
  const share = Math.max(0, Math.min(1, health.progress ?? 0));
  return html`<${Notice}>
    <strong>${stage}</strong>
    <progress value=${share} max="1" aria-label=${stage}></progress>
    <span class="number">${Math.round(share * 100)} %</span>
    ${health.total_bytes > 0 &&
    html`<span class="number">${gigabytes(health.bytes)} of ${gigabytes(health.total_bytes)}</span>`}
    ${health.seconds_left !== undefined && html`<span>about ${seconds(health.seconds_left)} left</span>`}
  <//>`;
}

function ServerNotice({ phase, health, info, back }) {
  if (phase === "gone")
    return html`<${Notice} kind="bad"><strong>The server does not answer.</strong>
      <span>Trying again every second; what is on this page stays.</span><//>`;
  if (phase === "loading") return html`<${Loading} health=${health} />`;
  if (phase === "failed")
    return html`<${Notice} kind="bad"><strong>The model is not ready.</strong> <span>${health.reason ?? health.note}</span><//>`;
  if (back) return html`<${Notice}><strong>The server is back.</strong><//>`;
  if (info?.demonstration)
    return html`<${Notice} kind="warn"><strong>Demonstration model:</strong>
      <span>it knows drawn shapes, their colours, sizes and places, and nothing else. Its answers about anything
        else mean nothing.</span><//>`;
  return null;
}

function Trouble({ trouble, waiting }) {
  const { credential } = useStore(session);
  if (!trouble) return null;
  if (waiting)
    return html`<${Notice} kind="warn"><strong>${trouble.status === 429 ? "Too many requests." : "The server is full."}</strong>
      <span class="number">Goes on by itself in ${waiting} s.</span><//>`;
  if (trouble.status === 401)
    return html`<${Notice} kind="warn"><strong>${credential ? "Your key or token does not hold any more." : "This server wants a key."}</strong>
      <button class="button" onClick=${askToSignIn}>Sign in</button><//>`;
  if (trouble.status === 403)
    return html`<${Notice} kind="warn"><strong>Your key may not do this.</strong> <span>${trouble.message}</span><//>`;
  if (trouble.code === "UNREACHABLE") return null; // the server's own notice says so
  return html`<${Notice} kind="bad"><strong>${trouble.message}</strong><//>`;
}

export function Notices() {
  const state = useStore(server);
  const { trouble, waiting } = useStore(playground);
  return html`<div role="status">
    <${ServerNotice} ...${state} />
    <${Trouble} trouble=${trouble} waiting=${waiting} />
  </div>`;
}
