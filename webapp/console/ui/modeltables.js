// What lies on this machine, and what is known of the hub.
import { begin } from "../data/models.js";
import { bytes } from "./figures.js";
import { html, useRef } from "./html.js";

const PRECISIONS = { none: "16 bits", q8: "8 bits", q4: "4 bits" };
const DEMONSTRATION = "demo";

function Action({ name, of, onClick, disabled }) {
  return html`<button class="button quiet" aria-label=${`${name} ${of}`} disabled=${disabled} onClick=${onClick}>${name}</button>`;
}

/** By its plain name where that means this revision alone. */
const named = (model, all) =>
  all.filter((other) => other.model === model.model).length > 1 ? `${model.model}@${model.commit}` : model.model;

function Fetched({ model, all, busy, onServe }) {
  const name = named(model, all);
  return html`<tr>
    <th scope="row"><strong>${model.model}</strong><span class="muted small key-id">${model.commit.slice(0, 12)}</span></th>
    <td>${model.missing ? html`<span class="bad">${model.missing}</span>` : model.profile ?? "a recipe of its own"}</td>
    <td class="end number nowrap">${bytes(model.bytes)}</td>
    <td class="end nowrap">${model.missing
      ? html`<${Action} name="Get" of=${name} disabled=${busy} onClick=${() => begin("get", name)} />`
      : html`<${Action} name="Serve" of=${name} onClick=${() => onServe(name)} />
          <${Action} name="Verify" of=${name} disabled=${busy} onClick=${() => begin("verify", name)} />
          <${Action} name="Test" of=${name} disabled=${busy} onClick=${() => begin("selftest", name)} />`}</td>
  </tr>`;
}

function Converted({ model }) {
  return html`<tr>
    <th scope="row"><strong>${model.model}</strong><span class="muted small key-id">kept by this server</span></th>
    <td>quantised: ${model.quantization}, groups of ${model.group_size}</td>
    <td class="end number nowrap">${bytes(model.bytes)}</td><td></td>
  </tr>`;
}

function Demonstration({ busy, onServe }) {
  return html`<tr>
    <th scope="row"><strong>${DEMONSTRATION}</strong><span class="muted small key-id">comes with the server</span></th>
    <td>drawn shapes only</td><td></td>
    <td class="end nowrap"><${Action} name="Serve" of=${DEMONSTRATION} onClick=${() => onServe(DEMONSTRATION)} />
      <${Action} name="Test" of=${DEMONSTRATION} disabled=${busy} onClick=${() => begin("selftest", DEMONSTRATION)} /></td>
  </tr>`;
}

export function Present({ list, busy, onServe }) {
  return html`<section class="card stack" aria-labelledby="present-title">
    <h2 id="present-title">On this machine</h2>
    <div class="scroll" tabindex="0" role="region" aria-label="Table of models on this machine"><table class="plain keys">
      <thead><tr><th>Model</th><th>Made as</th><th class="end">Size</th><th><span class="hidden">Actions</span></th></tr></thead>
      <tbody>
        ${list.models.map((model) => html`<${Fetched} key=${model.folder} model=${model} all=${list.models} busy=${busy} onServe=${onServe} />`)}
        ${list.converted.map((model) => html`<${Converted} key=${model.folder} model=${model} />`)}
        <${Demonstration} busy=${busy} onServe=${onServe} />
      </tbody>
    </table></div>
  </section>`;
}

function Known({ model, here, busy }) {
  return html`<tr>
    <th scope="row"><strong>${model.alias}</strong> ${model.recommended && html`<span class="badge valid">begin with this one</span>`}
      <span class="muted small key-id">${model.model}</span></th>
    <td class="nowrap">${model.fits ? PRECISIONS[model.quantization] : html`<span class="muted">does not fit</span>`}</td>
    <td class="end number nowrap">${bytes(model.bytes)}</td>
    <td class="end nowrap">${here
      ? html`<span class="muted small">is here</span>`
      : html`<${Action} name="Get" of=${model.alias} disabled=${busy || !model.fits} onClick=${() => begin("get", model.alias)} />`}</td>
  </tr>`;
}

function GetForm({ busy }) {
  const field = useRef(null);
  const submit = (event) => {
    event.preventDefault();
    const name = field.current.value.trim();
    if (name) begin("get", name);
  };
  return html`<form class="row get-form" onSubmit=${submit}>
    <label class="hidden" for="get-name">A model of the hub</label>
    <input class="input filter" id="get-name" ref=${field} placeholder="org/name, or org/name@revision" autocomplete="off" spellcheck="false" />
    <button class="button" type="submit" disabled=${busy}>Get</button>
  </form>`;
}

export function KnownModels({ list, busy }) {
  const here = new Set(list.models.filter(({ missing }) => !missing).map(({ model }) => model));
  return html`<section class="card stack" aria-labelledby="known-title">
    <div class="card-head"><h2 id="known-title">Known models</h2>
      <span class="muted small number">as this machine's ${bytes(list.memory_bytes)} of memory take them</span></div>
    <div class="scroll" tabindex="0" role="region" aria-label="Table of known models"><table class="plain keys">
      <thead><tr><th>Model</th><th>Precision</th><th class="end">Weights</th><th><span class="hidden">Actions</span></th></tr></thead>
      <tbody>${list.known.map((model) => html`<${Known} key=${model.alias} model=${model} here=${here.has(model.model)} busy=${busy} />`)}</tbody>
    </table></div>
    <h3>Another one of the hub</h3>
    <${GetForm} busy=${busy} />
  </section>`;
}
