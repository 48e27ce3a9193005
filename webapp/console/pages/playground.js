// What vectors mean, shown on the visitor's own texts and pictures.
import { playground } from "../data/items.js";
import { addSamples } from "../data/samples.js";
import { server } from "../data/server.js";
import { useStore } from "../data/store.js";
import { cosines, stored } from "../data/vectors.js";
import { AddItems } from "../ui/additems.js";
import { Exports } from "../ui/exportbar.js";
import { Fused } from "../ui/fused.js";
import { html, useMemo, useRef } from "../ui/html.js";
import { Icon } from "../ui/icons.js";
import { Instruction } from "../ui/instruction.js";
import { ItemList } from "../ui/itemlist.js";
import { Matrix } from "../ui/matrix.js";
import { Neighbours } from "../ui/neighbours.js";
import { Precision } from "../ui/precision.js";
import { Seen } from "../ui/seen.js";
import { Calls, Timing } from "../ui/requests.js";

const IN_MATRIX = 40;

function Empty() {
  return html`<section class="card empty">
    <h2>See what is alike, and how much</h2>
    <p class="muted">Every text and picture becomes a vector. Those that mean the same point the same way, whether they are words or
      drawings. Add your own, or begin with ours.</p>
    <button class="button primary" onClick=${addSamples}><${Icon} of="spark" />Show me the sample set</button>
  </section>`;
}

/** Cosines of the items under an instruction; null while one of them has no vector. */
const rowsOf = (items, instruction, precision) =>
  items.every((item) => item.vectors[instruction])
    ? cosines(stored(items.map((item) => item.vectors[instruction]), precision))
    : null;

/** Instructions to show: the former ones until every item has its vectors under those that hold. */
function useShown({ items, instruction, second }) {
  const shown = useRef({ instruction, second });
  const has = (item, wanted) => wanted.every((one) => one === null || item.vectors[one]);
  const ready = items.every((item) => item.problem || has(item, [instruction, second]));
  const few = items.filter((item) => has(item, [shown.current.instruction])).length < 2;
  if (ready || few) shown.current = { instruction, second };
  return shown.current;
}

function TooFew({ all, instructed }) {
  return html`<div class="side"><section class="card empty"><p class="muted">${all.length < 2 ? "Two items or more can be compared: add another." : "What is alike shows here as soon as there are vectors."}</p></section>
    ${instructed && html`<${Instruction} />`}</div>`;
}

function Results({ state }) {
  const { items: all, picked } = state;
  const shown = useShown(state);
  const { instruction, second } = shown;
  const made = useMemo(
    () => all.filter(({ vectors }) => vectors[instruction] && (second === null || vectors[second])),
    [all, instruction, second],
  );
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
  if (items.length < 2) return html`<${TooFew} all=${all} instructed=${state.instruction || state.second !== null} />`;
  return html`<div class="results">
    <${Matrix} items=${items} all=${made.length} rows=${rows} other=${other} picked=${picked} precision=${state.precision} full=${full} shown=${shown} />
    <div class="side">
      <section class="card" aria-labelledby="near-title"><div class="card-head"><h2 id="near-title">What is near</h2></div>
        <${Neighbours} items=${items} rows=${rows} picked=${picked} /></section>
      <${Seen} items=${items} />
    </div>
    <div class="side"><${Instruction} compared=${other && { items, rows, others: other, ...shown }} />
      <${Precision} exact=${exact} rough=${rows} full=${full} /><${Timing} /><${Exports} /></div>
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
