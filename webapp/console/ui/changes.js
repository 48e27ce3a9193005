// What a second instruction changes, where the eye is when it has been applied.
import { server } from "../data/server.js";
import { useStore } from "../data/store.js";
import { dot, nearest } from "../data/vectors.js";
import { html } from "./html.js";
import { ItemName } from "./item.js";

const FIRST = 3;

/** Items whose nearest neighbour is another one under the second instruction. */
function Moved({ list }) {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Items with another nearest neighbour"><table class="plain">
    <thead><tr><th>Item</th><th>Nearest under A</th><th>Nearest under B</th></tr></thead>
    <tbody>${list.map(
      ({ item, before, after }) => html`<tr><td><${ItemName} item=${item} size=${26} /></td>
        <td><${ItemName} item=${before} size=${26} /></td><td><${ItemName} item=${after} size=${26} /></td></tr>`,
    )}</tbody>
  </table></div>`;
}

function Some({ list }) {
  if (list.length <= FIRST) return html`<${Moved} list=${list} />`;
  return html`<details><summary>Show all ${list.length} of them</summary><${Moved} list=${list} /></details>`;
}

const counted = (moved, all) =>
  moved ? `${moved} of ${all} items ${moved === 1 ? "has" : "have"} another nearest neighbour under B than under A.` : "Every item keeps its nearest neighbour.";

/** @param rows cosines under A; others under B */
export function Changes({ items, rows, others, instruction, second }) {
  const { info } = useStore(server);
  if (instruction === second) return html`<p class="muted">A and B are the same: write another instruction into one of them.</p>`;
  const moved = items
    .map((item, i) => ({ item, before: items[nearest(rows[i], i)[0]], after: items[nearest(others[i], i)[0]] }))
    .filter(({ before, after }) => before !== after);
  const same = items.reduce((sum, { vectors }) => sum + dot(vectors[instruction], vectors[second]), 0) / items.length;
  return html`<div class="stack changes">
    <p><strong>${counted(moved.length, items.length)}</strong> An item's vector under B has a cosine of
      <span class="number"> ${same.toFixed(3)}</span> to its own under A, on average.</p>
    ${info?.demonstration &&
    html`<p class="muted small">The demonstration model hardly follows instructions: in its training they were drawn at random, so it has learnt to pass over them.</p>`}
    ${moved.length > 0 && html`<${Some} list=${moved} />`}
  </div>`;
}
