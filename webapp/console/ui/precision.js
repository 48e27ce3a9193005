// Fewer dimensions and fewer bits, and what they cost on the visitor's own items.
import { playground } from "../data/items.js";
import { server } from "../data/server.js";
import { useStore } from "../data/store.js";
import { PRECISIONS, loss } from "../data/vectors.js";
import { Help } from "./help.js";
import { html } from "./html.js";

const set = (fields) => playground.set({ precision: { ...playground.value.precision, ...fields } });

const bytesOf = (dimensions, type) => Math.ceil((dimensions * PRECISIONS[type].bits) / 8);

/** What the smaller vectors get wrong, in plain words. */
function lost(count) {
  if (!count) return "Searching with these smaller vectors finds, for every item here, the same nearest neighbour as with whole ones.";
  const items = count === 1 ? "1 item here" : `${count} items here`;
  return `Searching with these smaller vectors finds, for ${items}, another nearest neighbour than with whole ones.`;
}

const percent = (value) => `${Math.round(100 * value)} %`;

export function Precision({ exact, rough, full }) {
  const { precision } = useStore(playground);
  const { info } = useStore(server);
  const dimensions = precision.dimensions ?? full;
  const { change, kept, of } = loss(exact, rough);
  const size = bytesOf(dimensions, precision.type);
  return html`<section class="card stack" aria-labelledby="precision-title">
    <h2 id="precision-title">Smaller vectors</h2>
    <label class="field"><span>${dimensions} of ${full} dimensions</span>
      <input type="range" min="8" max=${full} step="8" value=${dimensions}
        onInput=${({ target }) => set({ dimensions: Number(target.value) === full ? null : Number(target.value) })} />
    </label>
    <div class="segments" role="group" aria-label="Type of the numbers">${Object.entries(PRECISIONS).map(
      ([type, { name }]) => html`<button aria-pressed=${precision.type === type} onClick=${() => set({ type })}>${name}</button>`,
    )}</div>
    <dl class="figures">
      <div><dt>A vector takes</dt><dd class="number">${size.toLocaleString("en")} ${size === 1 ? "byte" : "bytes"}</dd></div>
      <div><dt>Of its size</dt><dd class="number">${percent(size / bytesOf(full, "float"))}</dd></div>
      <div><dt>Same nearest neighbour</dt><dd class="number">${kept} of ${of}</dd></div>
      <div><dt>Mean change of cosines</dt><dd class="number">${change.toFixed(3)}</dd></div>
    </dl>
    ${(dimensions < full || precision.type !== "float") && html`<p class="small">${lost(of - kept)}</p>`}
    ${info?.dimensions === "not trained for" && dimensions < full &&
    html`<p class="small muted">This model was not trained for shorter vectors: with another one fewer dimensions may cost less.</p>`}
    <${Help} about="dimensions" />
  </section>`;
}
