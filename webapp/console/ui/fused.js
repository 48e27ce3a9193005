// A picture, a text, and one vector of both: what lies nearest to each, side by side.
import { add, label, playground, vectorOf } from "../data/items.js";
import { around } from "../data/ranked.js";
import { useStore } from "../data/store.js";
import { drafted, forgetDraft } from "./drafts.js";
import { Help } from "./help.js";
import { html, useState } from "./html.js";
import { pick } from "./itemlist.js";
import { Ranking } from "./neighbours.js";

const SHOWN = 4;

function Column({ title, item, items, without }) {
  return html`<div class="stack">
    <h3 class="clip">${title}</h3>
    ${item && vectorOf(item)
      ? html`<${Ranking} entries=${around(item, items.filter(({ id }) => !without.includes(id)), SHOWN)} onPick=${(other) => pick(item.id, other.id)} />`
      : html`<p class="muted small">No vector yet.</p>`}
  </div>`;
}

/** Whether two items are of the same picture, which files of one name need not be. */
const isOf = (item, { name, blob }) => item.name === name && item.blob?.size === blob?.size;

/** The text alone is asked for too, so that there is something to compare with. */
function combine(picture, text) {
  const { items } = playground.value;
  if (!items.some((item) => item.kind === "text" && item.text === text)) add([{ kind: "text", text }]);
  const { name, blob } = picture;
  add([{ kind: "fused", name, blob, text }]);
  return playground.value.items.find((item) => item.kind === "fused" && isOf(item, picture) && item.text === text).id;
}

export function Fused() {
  const { items } = useStore(playground);
  const [chosen, setChosen] = useState(null);
  const pictures = items.filter((item) => item.kind === "image");
  const made = items.filter((item) => item.kind === "fused");
  if (!pictures.length) return null;
  const both = made.find((item) => item.id === chosen) ?? made.at(-1);
  const submit = (event) => {
    event.preventDefault();
    const { picture, words } = event.target.elements;
    const text = words.value.trim();
    if (text) setChosen(combine(pictures.find((item) => item.id === Number(picture.value)), text));
    words.value = "";
    forgetDraft("fused-words");
  };
  const part = (kind) => both && items.find((item) => item.kind === kind && (kind === "image" ? isOf(item, both) : item.text === both.text));
  const [picture, text] = [part("image"), part("text")];
  const parts = [both, picture, text].filter(Boolean).map((item) => item.id);
  return html`<section class="card stack wide" aria-labelledby="fused-title">
    <h2 id="fused-title">Text, picture, and both as one vector</h2>
    <form class="row fused-form" onSubmit=${submit}>
      <label class="hidden" for="fused-picture">Picture</label>
      <select class="input" id="fused-picture" name="picture">${pictures.map(
        (item) => html`<option value=${item.id}>${label(item)}</option>`,
      )}</select>
      <span aria-hidden="true">+</span>
      <label class="hidden" for="fused-words">Text</label>
      <input class="input" ...${drafted("fused-words")} name="words" required placeholder="the same in blue" autocomplete="off" />
      <button class="button" type="submit">Combine</button>
    </form>
    ${both &&
    html`<div class="thirds">
      <${Column} title=${`Text alone: ${both.text}`} item=${text} items=${items} without=${parts} />
      <${Column} title=${`Picture alone: ${label(picture ?? both)}`} item=${picture} items=${items} without=${parts} />
      <${Column} title="Both together" item=${both} items=${items} without=${parts} />
    </div>`}
    <${Help} about="fused" />
  </section>`;
}
