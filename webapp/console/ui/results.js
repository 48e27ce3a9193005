// What vectors of the visitor's items mean: how alike they are, what is near what, and what smaller ones would cost.
import { server } from "../data/server.js";
import { useStore } from "../data/store.js";
import { cosines, stored } from "../data/vectors.js";
import { Exports } from "./exportbar.js";
import { Fused } from "./fused.js";
import { html, useMemo, useRef } from "./html.js";
import { Instruction } from "./instruction.js";
import { Matrix } from "./matrix.js";
import { Neighbours } from "./neighbours.js";
import { Precision } from "./precision.js";
import { Calls, Timing } from "./requests.js";
import { Seen } from "./seen.js";

const IN_MATRIX = 40;

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

/** @param state of the playground */
export function Results({ state }) {
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
    <div class="side"><${Instruction} />
      <${Precision} exact=${exact} rough=${rows} full=${full} /><${Timing} /><${Exports} /></div>
    <${Fused} />
    <${Calls} items=${items} />
  </div>`;
}
