// The visitor's items, each to be picked or removed.
import { clear, label, playground, remove } from "../data/items.js";
import { useStore } from "../data/store.js";
import { html, useRef } from "./html.js";
import { Icon } from "./icons.js";
import { ItemName } from "./item.js";

const SHOWN = 60;

export function pick(a, b = null) {
  playground.set({ picked: { a, b } });
}

/** Where the focus goes when a row with it is removed: to the row after it, or before it, or where items come in. */
const beside = (row) => (row.nextElementSibling ?? row.previousElementSibling)?.querySelector(".item-pick") ?? firstField();

const firstField = () => document.getElementById("new-text");

function Row({ item, picked }) {
  const row = useRef(null);
  const gone = () => {
    beside(row.current).focus();
    remove([item.id]);
  };
  return html`<li class="item-row" ref=${row}>
    <button class="item-pick" aria-pressed=${picked} onClick=${() => pick(item.id)}>
      <${ItemName} item=${item} size=${34} />
    </button>
    <button class="button quiet icon" aria-label=${`Remove ${label(item)}`} onClick=${gone}>
      <${Icon} of="close" /></button>
    ${item.problem && html`<p class="bad small">${item.problem}</p>`}
  </li>`;
}

export function ItemList() {
  const { items, picked, work } = useStore(playground);
  if (!items.length) return null;
  const busy = work.done < work.total;
  return html`<section class="card" aria-labelledby="items-title">
    <div class="card-head">
      <h2 id="items-title">${items.length} ${items.length === 1 ? "item" : "items"}</h2>
      <button class="button quiet" onClick=${() => (firstField().focus(), clear())}>Remove all</button>
    </div>
    ${busy &&
    html`<div class="busy"><progress value=${work.done} max=${work.total} aria-label="Items with a vector"></progress>
      <span class="small muted number">${work.done} of ${work.total}</span></div>`}
    <ul class="items">${items.slice(0, SHOWN).map(
      (item) => html`<${Row} key=${item.id} item=${item} picked=${item.id === picked.a || item.id === picked.b} />`,
    )}</ul>
    ${items.length > SHOWN && html`<p class="small muted">and ${items.length - SHOWN} more, all on the map</p>`}
  </section>`;
}
