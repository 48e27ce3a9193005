// Every item against every other, as colours and numbers; arrows walk through the cells.
import { label } from "../data/items.js";
import { shortLabel } from "../data/labels.js";
import { mostAlike } from "../data/pairs.js";
import { useStore } from "../data/store.js";
import { heat, ramp, range } from "./colours.js";
import { html, useLayoutEffect, useRef, useState } from "./html.js";
import { ItemLabel, Thumb } from "./item.js";
import { pick } from "./itemlist.js";
import { theme } from "./theme.js";

const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

/** Pixels of a cell: the table is no wider than its card while cells can be hit, by a mouse or on a phone by a finger. */
const LEAST = 12;
const LEAST_ON_PHONE = 32;
const GAP = 2;
/** Numbers stand in those that are wide enough. */
const NUMBERS_FROM = 32;
const phone = matchMedia("(max-width: 760px)");
const most = (count) => (count <= 10 ? 56 : 37);

function cellSize(count, room) {
  return Math.max(phone.matches ? LEAST_ON_PHONE : LEAST, Math.min(most(count), Math.floor((room - GAP) / count) - GAP));
}

/** Pixels that a table's cells have beside its heads, in the place around it: asked when that is of another width alone. */
function useRoom(place) {
  const [room, setRoom] = useState(Infinity);
  useLayoutEffect(() => {
    let known = 0;
    const measure = () => {
      if (place.current.clientWidth === known) return;
      known = place.current.clientWidth;
      const { paddingLeft, paddingRight } = getComputedStyle(place.current);
      const around = parseFloat(paddingLeft) + parseFloat(paddingRight) + GAP;
      setRoom(known - around - place.current.querySelector("tbody th").offsetWidth);
    };
    const resized = new ResizeObserver(measure);
    resized.observe(place.current);
    measure();
    return () => resized.disconnect();
  }, []);
  return room;
}

const shown = (value) => value.toFixed(2).replace("-0.00", "0.00");

function Cell({ row, column, value, style, picked, current, size }) {
  const pair = `${label(row)} and ${label(column)}: ${shown(value)}`;
  return html`<td>
    <button class=${`cell ${picked ? "picked" : ""} ${row === column ? "self" : ""}`} style=${style} tabindex=${current ? 0 : -1} title=${pair}
      aria-label=${pair} aria-pressed=${picked} onClick=${() => pick(row.id, row === column ? null : column.id)}>
      ${size >= NUMBERS_FROM ? shown(value) : ""}
    </button>
  </td>`;
}

/** Words stand where the picture says too little: at the rows, at a text, at a picture that a text changes. */
function Head({ item, size, picked, scope }) {
  const worded = scope === "row" || !item.url || item.kind === "fused";
  return html`<th scope=${scope}>
    <button class=${`head kind-${item.kind} ${picked ? "picked" : ""}`} tabindex="-1" title=${label(item)} aria-label=${label(item)}
      onClick=${() => pick(item.id)}>
      ${(item.url || scope === "row") && html`<${Thumb} item=${item} size=${Math.min(size - 4, 40)} />`}
      ${worded && (scope === "col" && item.url ? html`<span class="item-label">+ ${item.text}</span>` : html`<${ItemLabel} item=${item} narrow=${true} />`)}
    </button>
  </th>`;
}

function Best({ name, items, pair: { a, b, value } }) {
  return html`<button class="button most" onClick=${() => pick(items[a].id, items[b].id)}><span class="clip">${name}:
    ${" "}<q>${shortLabel(items[a])}</q> and <q>${shortLabel(items[b])}</q>, ${shown(value)}</span></button>`;
}

const isPicture = ({ kind }) => kind === "image" || kind === "page";

/** Of the pictures among others too: what a text says of one makes it alike to the text. */
function MostAlike({ items, rows }) {
  const all = mostAlike(rows);
  const pictures = mostAlike(rows, [...items.keys()].filter((i) => isPicture(items[i])));
  const apart = pictures && (pictures.a !== all.a || pictures.b !== all.b);
  return html`<div class="row">${apart && html`<${Best} name="Most alike pictures" items=${items} pair=${pictures} />`}
    <${Best} name=${apart ? "Of all" : "Most alike"} items=${items} pair=${all} /></div>`;
}

function Legend({ least, greatest, name }) {
  return html`<div class="legend number" aria-hidden="true"><span>${shown(least)}</span>
    <span class="ramp" style=${{ backgroundImage: ramp(name) }}></span><span>${shown(greatest)}</span></div>`;
}

/** Moves the focus by an arrow; the cell that has it is the one that Tab comes back to. */
function walk(event, table, count) {
  const step = STEPS[event.key];
  const cells = [...table.querySelectorAll(".cell")];
  const at = cells.indexOf(document.activeElement);
  if (!step || at < 0) return;
  event.preventDefault();
  const row = Math.floor(at / count) + step[0];
  const column = (at % count) + step[1];
  if (row < 0 || column < 0 || row >= count || column >= count) return;
  cells[at].tabIndex = -1;
  const next = cells[row * count + column];
  next.tabIndex = 0;
  next.focus();
}

/** @param rows cosines of every pair, in the items' order */
export function HeatMap({ items, rows, picked, caption }) {
  const { name } = useStore(theme);
  const table = useRef(null);
  const place = useRef(null);
  const { least, greatest } = range(rows);
  const size = cellSize(items.length, useRoom(place));
  // what is alike to itself is no finding, and has no colour
  const style = (value, self) => ({
    ...(self ? {} : heat(name, (value - least) / (greatest - least))),
    width: `${size}px`,
    height: `${size}px`,
  });
  const isPicked = (a, b) =>
    picked.b !== null && ((a === picked.a && b === picked.b) || (a === picked.b && b === picked.a));
  return html`<div class="stack"><${MostAlike} items=${items} rows=${rows} />
    <div class="scroll heat-scroll" ref=${place}><table class="heat" ref=${table} onKeyDown=${(event) => walk(event, table.current, items.length)}>
      <caption class="hidden">${caption}</caption>
      <thead><tr><td class="corner"></td>${items.map(
        (item) => html`<${Head} key=${item.id} item=${item} size=${size} scope="col" picked=${item.id === picked.a || item.id === picked.b} />`,
      )}</tr></thead>
      <tbody>${items.map(
        (row, i) => html`<tr key=${row.id}>
          <${Head} item=${row} size=${size} scope="row" picked=${row.id === picked.a || row.id === picked.b} />
          ${items.map(
            (column, j) => html`<${Cell} key=${column.id} row=${row} column=${column} value=${rows[i][j]} size=${size}
              style=${style(rows[i][j], i === j)} picked=${isPicked(row.id, column.id)} current=${i === 0 && j === 0} />`,
          )}
        </tr>`,
      )}</tbody>
    </table></div>
    <${Legend} least=${least} greatest=${greatest} name=${name} />
  </div>`;
}
