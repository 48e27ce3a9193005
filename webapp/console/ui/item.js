// An item as it is shown: its picture, its words, or both.
import { label } from "../data/items.js";
import { html } from "./html.js";
import { Icon } from "./icons.js";

/** Small and square; a text by its first letters. */
export function Thumb({ item, size = 32 }) {
  const style = { width: `${size}px`, height: `${size}px` };
  if (item.url)
    return html`<span class=${`thumb kind-${item.kind}`} style=${style}><img src=${item.url} alt="" loading="lazy" /></span>`;
  return html`<span class="thumb kind-text" style=${style} aria-hidden="true"><${Icon} of="text" /></span>`;
}

/** Thumbnail and name. */
export const ItemName = ({ item, size }) => html`
  <span class="item-name"><${Thumb} item=${item} size=${size} /><span class="item-label">${label(item)}</span></span>
`;
