// The instruction under which items are read, and a second one to compare it with.
import { instruct, playground } from "../data/items.js";
import { server } from "../data/server.js";
import { useStore } from "../data/store.js";
import { dot, nearest } from "../data/vectors.js";
import { draftOf, drafted } from "./drafts.js";
import { Help } from "./help.js";
import { html, useRef } from "./html.js";
import { ItemName } from "./item.js";

const SHOWN = 12;

function Field({ name, id, value, children }) {
  return html`<div class="instruction"><label class="label" for=${id}>${name}</label>
    <div class="row"><input class="input" ...${drafted(id, value)} placeholder="The model's own" autocomplete="off" />${children}</div></div>`;
}

/** Items whose nearest neighbour is another one under the second instruction. */
function Moved({ list }) {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Items with another nearest neighbour"><table class="plain">
    <thead><tr><th>Item</th><th>Nearest under A</th><th>Nearest under B</th></tr></thead>
    <tbody>${list.slice(0, SHOWN).map(
      ({ item, before, after }) => html`<tr><td><${ItemName} item=${item} size=${26} /></td>
        <td><${ItemName} item=${before} size=${26} /></td><td><${ItemName} item=${after} size=${26} /></td></tr>`,
    )}</tbody>
  </table></div>`;
}

function Changes({ items, rows, others, instruction, second }) {
  const { info } = useStore(server);
  if (instruction === second) return html`<p class="muted">A and B are the same: write another instruction into one of them.</p>`;
  const moved = items
    .map((item, i) => ({ item, before: items[nearest(rows[i], i)[0]], after: items[nearest(others[i], i)[0]] }))
    .filter(({ before, after }) => before !== after);
  const same = items.reduce((sum, { vectors }) => sum + dot(vectors[instruction], vectors[second]), 0) / items.length;
  return html`<p>An item's vector under B has a cosine of <span class="number">${same.toFixed(3)}</span> to its own under A, on average.
      ${moved.length ? "" : " Every item keeps its nearest neighbour."}</p>
    ${info?.demonstration &&
    html`<p class="muted small">The demonstration model hardly follows instructions: in its training they were drawn at random, so it has learnt to pass over them.</p>`}
    ${moved.length > 0 && html`<${Moved} list=${moved} />`}`;
}

/** @param compared {items, rows, others, instruction, second}, or null */
export function Instruction({ compared }) {
  const { instruction, second } = useStore(playground);
  const form = useRef(null);
  const two = second !== null;
  /** What is typed holds, whichever button is pressed. */
  const read = (id) => form.current.elements.namedItem(id).value.trim();
  const apply = (fields) => instruct({ instruction: read("instruction-a"), second: two ? read("instruction-b") : null, ...fields });
  const submit = (event) => (event.preventDefault(), apply());
  const button = html`<button class="button" type="submit">Apply</button>`;
  return html`<section class="card stack" aria-labelledby="instruction-title">
    <div class="card-head"><h2 id="instruction-title">Instruction</h2>
      <button class="button" aria-pressed=${two} onClick=${() => apply({ second: two ? null : draftOf("instruction-b").trim() })}>
        ${two ? "Compare no more" : "Compare two"}</button></div>
    <form class="stack" ref=${form} onSubmit=${submit}>
      <${Field} name=${two ? "A" : "Read every item for"} id="instruction-a" value=${instruction}>${!two && button}<//>
      ${two && html`<${Field} name="B" id="instruction-b" value=${second}>${button}<//>`}
    </form>
    ${compared && html`<${Changes} ...${compared} />`}
    <${Help} about="instruction" />
  </section>`;
}
