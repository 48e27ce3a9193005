// What lies nearest to the picked item.
import { label } from "../data/items.js";
import { nearest } from "../data/vectors.js";
import { html } from "./html.js";
import { ItemName } from "./item.js";
import { pick } from "./itemlist.js";

const SHOWN = 8;

/** Items by their cosine to something, as bars from the least shown to 1. */
export function Ranking({ entries, onPick }) {
  const top = entries.slice(0, SHOWN);
  const least = Math.min(0, ...top.map(({ value }) => value));
  const share = (value) => `${(100 * (value - least)) / (1 - least)}%`;
  return html`<ol class="ranking">${top.map(
    ({ item, value }) => html`<li key=${item.id}>
      <button class="rank" onClick=${() => onPick(item)}>
        <${ItemName} item=${item} size=${30} />
        <span class="number">${value.toFixed(3)}</span>
        <span class="bar" aria-hidden="true"><span style=${{ width: share(value) }}></span></span>
      </button>
    </li>`,
  )}</ol>`;
}

export function Neighbours({ items, rows, picked }) {
  const a = items.findIndex((item) => item.id === picked.a);
  if (a < 0) return html`<p class="muted">Pick an item, here or in the table, to see what is near it.</p>`;
  const entries = nearest(rows[a], a).map((i) => ({ item: items[i], value: rows[a][i] }));
  return html`<div class="stack">
    <h3 class="clip">Nearest to <q>${label(items[a])}</q></h3>
    <${Ranking} entries=${entries} onPick=${(item) => pick(items[a].id, item.id)} />
  </div>`;
}
