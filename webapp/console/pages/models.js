// Models: what lies here, what would suit the machine, and which one is served.
import { isRunning, models, serve, watchModels } from "../data/models.js";
import { session } from "../data/session.js";
import { useStore } from "../data/store.js";
import { NoAccess, isShut } from "../ui/access.js";
import { Dialog, closes } from "../ui/dialog.js";
import { bytes, duration } from "../ui/figures.js";
import { html, useEffect, useState } from "../ui/html.js";
import { KnownModels, Present } from "../ui/modeltables.js";
import { ModelTask } from "../ui/modeltask.js";

function Loading({ loading }) {
  const words = [
    loading.total_bytes ? `${bytes(loading.bytes)} of ${bytes(loading.total_bytes)}` : "",
    loading.seconds_left === undefined ? "" : `about ${duration(loading.seconds_left)} left`,
  ].filter(Boolean);
  const name = `Making ${loading.model_path} ready`;
  return html`<div class="stack" role="status"><p><strong>${name}</strong> <span class="muted small number">${words.join(" · ")}</span></p>
    <progress class="long" value=${loading.progress} max="1" aria-label=${name}></progress></div>`;
}

function Serving({ served }) {
  const facts = [
    ["Asked for as", served.model_path],
    ["Answers as", served.model ?? "nothing yet"],
    ["Device", served.device ?? "none"],
    ["After a restart", served.model_after_restart ?? "demo"],
  ];
  return html`<section class="card stack" aria-labelledby="serving-title">
    <h2 id="serving-title">Served now</h2>
    <dl class="figures four">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd class="path">${value}</dd></div>`)}</dl>
    ${served.loading && html`<${Loading} loading=${served.loading} />`}
    ${served.last_failure &&
    html`<p class="bad" role="alert"><strong>${served.last_failure.model_path}</strong> could not take its place: ${served.last_failure.reason}</p>`}
  </section>`;
}

function ServeDialog({ model, onClose }) {
  const submit = (event) => {
    event.preventDefault();
    serve(model);
    event.target.closest("dialog").close();
  };
  return html`<${Dialog} id="serve-title" title=${`Serve ${model}?`} onClose=${onClose}>
    <form class="stack" onSubmit=${submit}>
      <p>It is loaded beside the one that answers now, and takes its place once it is ready: no request fails. Its vectors cannot be
        compared with those of another model. The next start serves what the settings say.</p>
      <div class="row"><button class="button primary" type="submit">Serve it</button>
        <button class="button quiet" type="button" onClick=${closes}>Cancel</button></div>
    </form>
  <//>`;
}

export default function Models() {
  const { list, served, task, trouble, wrong } = useStore(models);
  const { credential } = useStore(session);
  const [serving, setServing] = useState(null);
  useEffect(watchModels, [credential]);
  const head = html`<div class="page-head"><div><h1>Models</h1>
    <p>What lies on this machine, what would suit it, and which one it serves.</p></div></div>`;
  if (isShut(trouble, list)) return html`${head}<${NoAccess} trouble=${trouble} />`;
  if (!list || !served) return html`${head}<section class="card empty"><p class="muted">Asking the server.</p></section>`;
  const busy = isRunning(task);
  return html`${head}<div class="side">
    <${Serving} served=${served} />
    ${wrong && html`<p class="card bad" role="alert">${wrong}</p>`}
    <${ModelTask} task=${task} />
    <${Present} list=${list} busy=${busy} onServe=${setServing} />
    <${KnownModels} list=${list} busy=${busy} />
    ${serving && html`<${ServeDialog} model=${serving} onClose=${() => setServing(null)} />`}
  </div>`;
}
