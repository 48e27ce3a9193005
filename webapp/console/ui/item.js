// An item as it is shown: its picture, its words, or both.
import { label } from "../data/items.js";
import { shortLabel, shortestLabel } from "../data/labels.js";
import { html, useState } from "./html.js";
import { Icon } from "./icons.js";

const PLUS_FROM = 22;

/** Small and square, with a plus where a text belongs to the picture; what has no picture, or none that a browser can show, by a sign of its kind. */
export function Thumb({ item, size = 32 }) {
  const [broken, setBroken] = useState(false);
  const style = { width: `${size}px`, height: `${size}px` };
  if (item.url && !broken)
    return html`<span class=${`thumb kind-${item.kind}`} style=${style}><img src=${item.url} alt="" loading="lazy" onError=${() => setBroken(true)} />
      ${item.kind === "fused" && size >= PLUS_FROM && html`<span class="plus" aria-hidden="true">+</span>`}</span>`;
  return html`<span class="thumb kind-text" style=${style} aria-hidden="true"><${Icon} of=${item.kind === "text" ? "text" : "picture"} /></span>`;
}

/** Its name as there is room for it; whoever listens hears all of it. */
export function ItemLabel({ item, narrow = false }) {
  const [name, short] = [label(item), narrow ? shortestLabel(item) : shortLabel(item)];
  if (short === name) return html`<span class="item-label">${name}</span>`;
  return html`<span class="item-label" title=${name}><span aria-hidden="true">${short}</span><span class="hidden">${name}</span></span>`;
}

/** Thumbnail and name. */
export const ItemName = ({ item, size }) => html`
  <span class="item-name"><${Thumb} item=${item} size=${size} /><${ItemLabel} item=${item} /></span>
`;
