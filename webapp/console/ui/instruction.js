// The instruction under which items are read, and a second one to compare it with.
import { instruct, playground } from "../data/items.js";
import { useStore } from "../data/store.js";
import { draftOf, drafted } from "./drafts.js";
import { Help } from "./help.js";
import { html, useRef } from "./html.js";

function Field({ name, id, value, children }) {
  return html`<div class="instruction"><label class="label" for=${id}>${name}</label>
    <div class="row"><input class="input" ...${drafted(id, value)} placeholder="The model's own" autocomplete="off" />${children}</div></div>`;
}

/** How far the reading is, while items have no vectors under what was applied. */
function Reading() {
  const { work } = useStore(playground);
  if (work.done === work.total) return null;
  return html`<p class="small muted number">Reading the items: ${work.done} of ${work.total}.</p>`;
}

export function Instruction() {
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
    <div role="status"><${Reading} /></div>
    <${Help} about="instruction" />
  </section>`;
}
