// The task that is under way, or what came of the last one.
import { cancel, isRunning } from "../data/models.js";
import { bytes, duration, whole } from "./figures.js";
import { html } from "./html.js";

const TITLES = { get: "Fetching", verify: "Verifying", selftest: "Testing" };
const STAGES = {
  listing: "Asking the hub for its files",
  waiting: "Waiting for another process that fetches it",
  downloading: "Downloading",
  verifying: "Reading and checking",
  computing: "Computing",
};
const OUTCOMES = {
  get: {
    done: "It is here.",
    failed: "It could not be fetched.",
    cancelled: "Cancelled. What was fetched stays, and the next one goes on from there.",
  },
  verify: { done: "In order.", failed: "Not in order." },
  selftest: { done: "Every path holds.", failed: "Not every path holds." },
};

/** Bytes of files, or paths of a self-test: {share, words}. */
function measured({ stage, bytes: here, total_bytes: total, bytes_per_second: rate, seconds_left: left, done, total: paths, path, note }) {
  const words = [STAGES[stage] ?? "Starting"];
  if (paths) words.push(path, `${done} of ${paths}`);
  if (total) words.push(`${bytes(here)} of ${bytes(total)}`);
  if (rate) words.push(`${bytes(rate)}/s`);
  if (left !== undefined) words.push(`about ${duration(left)} left`);
  if (note) words.push(note);
  return { share: paths ? done / paths : total ? here / total : undefined, words };
}

function Progress({ progress, name }) {
  const { share, words } = measured(progress);
  return html`<div class="stack">
    <progress class="long" value=${share} max="1" aria-label=${name}></progress>
    <p class="small muted number">${words.join(" · ")}</p>
  </div>`;
}

const pathOf = ({ device, kernels, instruction_set: set, activations, quantization }) =>
  [`${device} ${kernels}`, set, quantization === "none" ? "weights as found" : quantization, activations === "exact" ? "" : activations]
    .filter(Boolean)
    .join(", ");

const number = (value, digits) => (value ? value.toFixed(digits) : "–");

function Path({ row }) {
  const failed = row.failure !== null;
  return html`<tr>
    <th scope="row">${pathOf(row)}</th>
    <td><span class=${`badge ${row.holds ? (row.left_out ? "" : "valid") : "revoked"}`}>${row.left_out ? "left out" : row.holds ? "holds" : "does not hold"}</span></td>
    ${failed
      ? html`<td colspan="5" class="muted">${row.failure}</td>`
      : html`<td class="end number">${row.cosine?.toFixed(7) ?? "–"}</td><td class="end number">${whole(row.tokens_per_second)}</td>
          <td class="end number">${number(row.images_per_second, 1)}</td><td class="end number nowrap">${row.ready_seconds.toFixed(2)} s</td>
          <td class="end number nowrap">${row.peak_bytes ? bytes(row.peak_bytes) : "–"}</td>`}
  </tr>`;
}

/** The paths that were computed so far, held against the plain one. */
function Paths({ rows }) {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Table of the self-test"><table class="plain">
    <thead><tr><th>Path</th><th>Outcome</th><th class="end">Least cosine</th><th class="end">Tokens/s</th><th class="end">Pictures/s</th>
      <th class="end">Ready in</th><th class="end">Memory</th></tr></thead>
    <tbody>${rows.map((row) => html`<${Path} key=${pathOf(row)} row=${row} />`)}</tbody>
  </table></div>`;
}

/** What verifying found, of the model and of what was converted from it. */
function Verdict({ result }) {
  const folders = [result, ...(result.converted ?? [])];
  return html`<ul class="stack">${folders.map(
    (one) => html`<li class="small"><span class="number">${one.files} files, ${one.checksums} by their checksums, ${one.tensors} tensors</span>
      ${one.problems.length > 0 && html`<ul class="bad">${one.problems.map((problem) => html`<li>${problem}</li>`)}</ul>`}</li>`,
  )}</ul>`;
}

function Outcome({ task }) {
  const { result, messages } = task;
  const words = OUTCOMES[task.task][task.state] ?? "Cancelled.";
  const told = task.state === "failed" && !result.problems && !task.rows.length;
  return html`<p class=${task.state === "failed" ? "bad" : task.state === "done" ? "good" : "muted"}>${words}
      <span class="muted small number"> ${duration(task.seconds)}</span></p>
    ${result.problems && html`<${Verdict} result=${result} />`}
    ${told && messages.length > 0 && html`<pre class="code wrapped" tabindex="0" aria-label="What it said">${messages.slice(-6).join("\n")}</pre>`}`;
}

export function ModelTask({ task }) {
  if (!task) return null;
  const title = `${TITLES[task.task]} ${task.model}`;
  return html`<section class="card stack" aria-labelledby="task-title">
    <div class="card-head"><h2 id="task-title">${title}</h2>
      ${isRunning(task) && html`<button class="button" onClick=${cancel}>Cancel</button>`}</div>
    <div role="status">${isRunning(task) ? html`<${Progress} progress=${task.progress} name=${title} />` : html`<${Outcome} task=${task} />`}</div>
    ${task.rows.length > 0 && html`<${Paths} rows=${task.rows} />`}
  </section>`;
}
