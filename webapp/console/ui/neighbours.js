// What lies nearest to the picked item, and what two picked items have in common.
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

/** The text that both are nearest to, and how near. */
function sharedText(items, rows, a, b) {
  const texts = items.map((item, i) => ({ item, i })).filter(({ item, i }) => item.kind === "text" && i !== a && i !== b);
  const best = (self) => [...texts].sort((x, y) => rows[self][y.i] - rows[self][x.i])[0];
  const [one, other] = [best(a), best(b)];
  return one && one.i === other.i ? { text: one.item.text, of: [rows[a][one.i], rows[b][one.i]] } : null;
}

/** Of all pairs of different items, how many are less alike than this one. */
function share(rows, value) {
  let less = 0;
  let all = 0;
  rows.forEach((row, i) => row.slice(0, i).forEach((other) => ((all += 1), (less += other < value))));
  return all > 1 ? Math.round((100 * less) / (all - 1)) : null;
}

const bothOf = (a, b) => {
  const pictures = [a, b].filter(({ kind }) => kind === "image" || kind === "page").length;
  return pictures === 2 ? "both pictures" : pictures === 0 ? "both" : "picture and item";
};

function Pair({ items, rows, a, b }) {
  const value = rows[a][b];
  const closer = share(rows, value);
  const shared = sharedText(items, rows, a, b);
  return html`<div class="pair">
    <div class="pair-items"><${ItemName} item=${items[a]} size=${72} /><span class="pair-value number">${value.toFixed(3)}</span>
      <${ItemName} item=${items[b]} size=${72} /></div>
    ${closer !== null && html`<p>Closer to each other than ${closer} % of the other pairs here.</p>`}
    ${shared &&
    html`<p>Of your texts, <q>${shared.text}</q> lies nearest to ${bothOf(items[a], items[b])}
      (<span class="number">${shared.of[0].toFixed(2)}</span> and <span class="number">${shared.of[1].toFixed(2)}</span>):
      that is what the model sees in common.</p>`}
  </div>`;
}

export function Neighbours({ items, rows, picked }) {
  const at = (id) => items.findIndex((item) => item.id === id);
  const [a, b] = [at(picked.a), at(picked.b)];
  if (a < 0) return html`<p class="muted">Pick an item, or a cell of the matrix, to see what is near and why.</p>`;
  const entries = nearest(rows[a], a).map((i) => ({ item: items[i], value: rows[a][i] }));
  return html`<div class="stack">
    ${b >= 0 && html`<${Pair} items=${items} rows=${rows} a=${a} b=${b} />`}
    <h3 class="clip">Nearest to <q>${label(items[a])}</q></h3>
    <${Ranking} entries=${entries} onPick=${(item) => pick(items[a].id, item.id)} />
  </div>`;
}
