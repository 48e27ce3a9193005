// What vectors mean, shown on the visitor's own texts and pictures.
import { playground } from "../data/items.js";
import { module } from "../data/modules.js";
import { addSamples } from "../data/samples.js";
import { useStore } from "../data/store.js";
import { AddItems } from "../ui/additems.js";
import { html } from "../ui/html.js";
import { Icon } from "../ui/icons.js";
import { styles, useLoaded } from "../ui/loading.js";

function Empty() {
  return html`<section class="card empty">
    <h2>See what is alike, and how much</h2>
    <p class="muted">Every text and picture becomes a vector. Those that mean the same point the same way, whether they are words or
      drawings. Add your own, or begin with ours.</p>
    <button class="button primary" onClick=${addSamples}><${Icon} of="spark" />Show me the sample set</button>
  </section>`;
}

const results = () =>
  Promise.all([module("ui/results.js"), styles("tables", "matrix", "results")]).then(([{ Results }]) => Results);

const list = () => module("ui/itemlist.js").then(({ ItemList }) => ItemList);

function Items() {
  const List = useLoaded(list, "h2");
  return List && html`<${List} />`;
}

/** What is fetched with the first item: until then the page stays as it was without any. */
function Shown({ state }) {
  const Results = useLoaded(results, "h2");
  return Results ? html`<${Results} state=${state} />` : html`<${Empty} />`;
}

export default function Playground() {
  const state = useStore(playground);
  return html`
    <div class="page-head"><div><h1>Playground</h1>
      <p>Texts and pictures as vectors of one space, and what lies near what in it.</p></div></div>
    <div class="columns">
      <div class="side"><${AddItems} />${state.items.length > 0 && html`<${Items} />`}</div>
      ${state.items.length ? html`<${Shown} state=${state} />` : html`<${Empty} />`}
    </div>
  `;
}
