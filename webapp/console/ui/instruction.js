// The instruction under which items are read, and a second one to compare it with.
import { instruct, playground } from "../data/items.js";
import { useStore } from "../data/store.js";
import { nearest } from "../data/vectors.js";
import { Help } from "./help.js";
import { html, useRef } from "./html.js";
import { ItemName } from "./item.js";

function Field({ name, value, id, onApply }) {
  const field = useRef(null);
  const apply = (event) => {
    event.preventDefault();
    onApply(field.current.value.trim());
  };
  return html`<form class="instruction" onSubmit=${apply}>
    <label class="label" for=${id}>${name}</label>
    <div class="row"><input class="input" id=${id} ref=${field} defaultValue=${value} placeholder="The model's own"
      autocomplete="off" /><button class="button" type="submit">Apply</button></div>
  </form>`;
}

/** Items whose nearest neighbour is another one under the second instruction. */
function Changes({ items, rows, others }) {
  const changed = items
    .map((item, i) => ({ item, before: items[nearest(rows[i], i)[0]], after: items[nearest(others[i], i)[0]] }))
    .filter(({ before, after }) => before !== after);
  if (!changed.length) return html`<p class="muted">Every item keeps its nearest neighbour.</p>`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Items with another nearest neighbour"><table class="plain">
    <thead><tr><th>Item</th><th>Nearest under A</th><th>Nearest under B</th></tr></thead>
    <tbody>${changed.slice(0, 12).map(
      ({ item, before, after }) => html`<tr><td><${ItemName} item=${item} size=${26} /></td>
        <td><${ItemName} item=${before} size=${26} /></td><td><${ItemName} item=${after} size=${26} /></td></tr>`,
    )}</tbody>
  </table></div>`;
}

export function Instruction({ compared }) {
  const { instruction, second } = useStore(playground);
  return html`<section class="card stack" aria-labelledby="instruction-title">
    <div class="card-head"><h2 id="instruction-title">Instruction</h2>
      <button class="button" aria-pressed=${second !== null} onClick=${() => instruct({ second: second === null ? "" : null })}>
        ${second === null ? "Compare two" : "Compare no more"}</button></div>
    <${Field} name=${second === null ? "Read every item for" : "A"} id="instruction-a" value=${instruction}
      onApply=${(text) => instruct({ instruction: text })} />
    ${second !== null &&
    html`<${Field} name="B" id="instruction-b" value=${second} onApply=${(text) => instruct({ second: text })} />`}
    ${compared && html`<${Changes} ...${compared} />`}
    <${Help} about="instruction" />
  </section>`;
}
