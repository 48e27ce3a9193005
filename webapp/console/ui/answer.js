// What was picked in the table: how alike two items are and what both are near to, or what is nearest to one.
// It stays at the window's lower edge while the table is longer than the window.
import { label } from "../data/items.js";
import { nearBoth, standing } from "../data/pairs.js";
import { nearest } from "../data/vectors.js";
import { html, useRef } from "./html.js";
import { Icon } from "./icons.js";
import { useInView } from "./inview.js";
import { ItemName } from "./item.js";
import { pick } from "./itemlist.js";

const REASONS = 2;
const NEAR = 3;

const figure = (value) => html`<span class="number">${value.toFixed(2)}</span>`;

/** Its place among all pairs, in words. */
function place({ all, closer, less }) {
  if (all === 1) return "The only pair here.";
  if (!closer) return `The most alike pair of all ${all} here.`;
  if (!less) return `The least alike pair of all ${all} here.`;
  return `Closer to each other than ${less} of the other ${all - 1} pairs.`;
}

/** What both are near to: texts, since they say what it is, or else pictures. */
function reasons(items, rows, a, b) {
  const near = nearBoth(rows, a, b);
  const texts = near.filter((i) => items[i].kind === "text");
  return (texts.length ? texts : near).slice(0, REASONS);
}

function Why({ items, rows, a, b }) {
  const near = reasons(items, rows, a, b);
  if (!near.length) return html`<p class="muted">Nothing else here is near to both. Add texts that may say what they share: one that is near to both tells why.</p>`;
  return html`<p><strong>Why:</strong> both are near ${near.map(
    (i, at) => html`${at > 0 && " and "}<q>${label(items[i])}</q> (${figure(rows[a][i])} and ${figure(rows[b][i])})`,
  )}.</p>`;
}

/** Only what is more alike than the mean of all pairs is asked why. */
function Pair({ items, rows, other, a, b }) {
  const among = standing(rows, rows[a][b]);
  return html`<div class="pair">
    <div class="pair-items"><${ItemName} item=${items[a]} size=${44} />
      <span class="pair-value number">${rows[a][b].toFixed(3)}${other && html`<small>B: ${other[a][b].toFixed(3)}</small>`}</span>
      <${ItemName} item=${items[b]} size=${44} /></div>
    <div><p>${place(among)}</p>${among.alike && html`<${Why} items=${items} rows=${rows} a=${a} b=${b} />`}</div>
  </div>`;
}

function Nearest({ items, rows, a }) {
  return html`<div class="row"><p class="clip">Nearest to <q>${label(items[a])}</q>:</p>${nearest(rows[a], a)
    .slice(0, NEAR)
    .map(
      (i) => html`<button class="button" key=${items[i].id} onClick=${() => pick(items[a].id, items[i].id)}>
        <${ItemName} item=${items[i]} size=${24} />${figure(rows[a][i])}</button>`,
    )}</div>`;
}

/** @param other cosines under the second instruction, or null */
export function Answer({ items, rows, other, picked }) {
  const panel = useRef(null);
  useInView(panel, picked.a !== null && picked);
  const at = (id) => items.findIndex((item) => item.id === id);
  const [a, b] = [at(picked.a), at(picked.b)];
  if (a < 0) return html`<p class="muted small">Pick an item to see what is near it, or a cell to see how alike two are and what both are near.</p>`;
  return html`<div class="answer" ref=${panel} role="status">
    ${b >= 0 ? html`<${Pair} items=${items} rows=${rows} other=${other} a=${a} b=${b} />` : html`<${Nearest} items=${items} rows=${rows} a=${a} />`}
    <button class="button quiet icon" aria-label="Close" onClick=${() => pick(null)}><${Icon} of="close" /></button>
  </div>`;
}
