// What vectors mean, shown on the visitor's own texts and pictures.
import { playground } from "../data/items.js";
import { addSamples } from "../data/samples.js";
import { server } from "../data/server.js";
import { useStore } from "../data/store.js";
import { cosines, stored } from "../data/vectors.js";
import { AddItems } from "../ui/additems.js";
import { Exports } from "../ui/exportbar.js";
import { Fused } from "../ui/fused.js";
import { HeatMap } from "../ui/heatmap.js";
import { Help } from "../ui/help.js";
import { html, useMemo } from "../ui/html.js";
import { Icon } from "../ui/icons.js";
import { Instruction } from "../ui/instruction.js";
import { ItemList } from "../ui/itemlist.js";
import { Neighbours } from "../ui/neighbours.js";
import { Precision } from "../ui/precision.js";
import { Seen } from "../ui/seen.js";
import { Calls, Timing } from "../ui/requests.js";

const IN_MATRIX = 40;

function Empty() {
  return html`<section class="card empty">
    <h2>See what is alike, and why</h2>
    <p class="muted">Every text and picture becomes a vector. Those that mean the same point the same way, whether they are words or
      drawings. Add your own, or begin with ours.</p>
    <button class="button primary" onClick=${addSamples}><${Icon} of="spark" />Show me the sample set</button>
  </section>`;
}

function Matrix({ items, all, rows, other, picked, precision, full }) {
  const cutTo = precision.dimensions ?? full;
  const rough = cutTo < full || precision.type !== "float";
  return html`<section class="card wide" aria-labelledby="matrix-title">
    <div class="card-head"><h2 id="matrix-title">How alike they are</h2>
      <span class="muted small">${rough ? `cosine at ${cutTo} dimensions, ${precision.type}` : "cosine"}</span></div>
    ${other
      ? html`<div class="halves"><div class="stack"><h3>Instruction A</h3><${HeatMap} items=${items} rows=${rows} picked=${picked} compact caption="Cosines under instruction A" /></div>
          <div class="stack"><h3>Instruction B</h3><${HeatMap} items=${items} rows=${other} picked=${picked} compact caption="Cosines under instruction B" /></div></div>`
      : html`<${HeatMap} items=${items} rows=${rows} picked=${picked} caption="Cosine of every pair of items" />`}
    ${all > items.length && html`<p class="small muted">The first ${items.length} of ${all} items; the map has them all.</p>`}
    <${Help} about="cosine" />
  </section>`;
}

/** Cosines of the items under an instruction; null while one of them has no vector. */
const rowsOf = (items, instruction, precision) =>
  items.every((item) => item.vectors[instruction])
    ? cosines(stored(items.map((item) => item.vectors[instruction]), precision))
    : null;

function Results({ state }) {
  const { items: all, instruction, second, picked } = state;
  const made = useMemo(() => all.filter((item) => item.vectors[instruction]), [all, instruction]);
  const items = useMemo(() => made.slice(0, IN_MATRIX), [made]);
  const full = items[0]?.vectors[instruction].length ?? 0;
  const { info } = useStore(server);
  // what a model that does not tell is assumed to have
  const scale = info?.quantized_vectors?.scale ?? 6 / Math.sqrt(full);
  const precision = { ...state.precision, dimensions: state.precision.dimensions ?? full, told: { scale, full } };
  const exact = useMemo(() => rowsOf(items, instruction, { dimensions: full, type: "float" }), [items, instruction]);
  const rows = useMemo(() => rowsOf(items, instruction, precision), [items, instruction, precision.dimensions, precision.type, scale]);
  const other = useMemo(
    () => (second === null ? null : rowsOf(items, second, precision)),
    [items, second, precision.dimensions, precision.type, scale],
  );
  if (items.length < 2) return html`<section class="card empty"><p class="muted">${all.length < 2 ? "Two items or more can be compared: add another." : "What is alike shows here as soon as there are vectors."}</p></section>`;
  return html`<div class="results">
    <${Matrix} items=${items} all=${made.length} rows=${rows} other=${other} picked=${picked} precision=${state.precision} full=${full} />
    <div class="side">
      <section class="card" aria-labelledby="near-title"><div class="card-head"><h2 id="near-title">What is near, and why</h2></div>
        <${Neighbours} items=${items} rows=${rows} picked=${picked} /></section>
      <${Seen} items=${items} />
    </div>
    <div class="side"><${Precision} exact=${exact} rough=${rows} full=${full} />
      <${Instruction} compared=${other && { items, rows, others: other }} /><${Timing} /><${Exports} /></div>
    <${Fused} />
    <${Calls} items=${items} />
  </div>`;
}

export default function Playground() {
  const state = useStore(playground);
  return html`
    <div class="page-head"><div><h1>Playground</h1>
      <p>Texts and pictures as vectors of one space, and what lies near what in it.</p></div></div>
    <div class="columns">
      <div class="side"><${AddItems} /><${ItemList} /></div>
      ${state.items.length ? html`<${Results} state=${state} />` : html`<${Empty} />`}
    </div>
  `;
}
