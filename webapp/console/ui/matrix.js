// The table of how alike every two items are, or two of them side by side, with what was picked in it.
import { HeatMap } from "./heatmap.js";
import { Answer } from "./answer.js";
import { Changes } from "./changes.js";
import { Help } from "./help.js";
import { html, useEffect, useRef } from "./html.js";
import { useInView } from "./inview.js";

const named = (instruction) => (instruction ? `“${instruction}”` : "the model's own");

function Half({ letter, instruction, ...table }) {
  return html`<div class="stack"><h3 class="clip">Instruction ${letter}: ${named(instruction)}</h3>
    <${HeatMap} ...${table} caption=${`Cosines under instruction ${letter}`} /></div>`;
}

/** How the cosines were made, where it is not as usual. */
function made({ instruction, second }, precision, full) {
  const dimensions = precision.dimensions ?? full;
  const rough = dimensions < full || precision.type !== "float";
  const under = instruction && second === null ? `, under ${named(instruction)}` : "";
  return `cosine${rough ? ` at ${dimensions} dimensions, ${precision.type}` : ""}${under}`;
}

// @param all how many items have a vector; shown {instruction, second}; other cosines under the second, or null;
// full dimensions of a vector
export function Matrix({ items, all, rows, other, picked, precision, full, shown }) {
  const section = useRef(null);
  const title = useRef(null);
  // what it stands in place of had the focus
  useEffect(() => {
    if (document.activeElement === document.body) title.current.focus({ preventScroll: true });
  }, []);
  useInView(section, other && `${shown.instruction}\n${shown.second}`, "start");
  const table = { items, picked };
  return html`<section class="card wide matrix" aria-labelledby="matrix-title" ref=${section}>
    <div class="card-head"><h2 id="matrix-title" tabindex="-1" ref=${title}>How alike they are</h2><span class="muted small clip">${made(shown, precision, full)}</span></div>
    ${other
      ? html`<${Changes} items=${items} rows=${rows} others=${other} ...${shown} /><div class="halves"><${Half} letter="A" instruction=${shown.instruction} rows=${rows} ...${table} />
          <${Half} letter="B" instruction=${shown.second} rows=${other} ...${table} /></div>`
      : html`<${HeatMap} rows=${rows} ...${table} caption="Cosine of every pair of items" />`}
    ${all > items.length && html`<p class="small muted">The first ${items.length} of ${all} items; the map has them all.</p>`}
    <${Answer} items=${items} rows=${rows} other=${other} picked=${picked} />
    <${Help} about="cosine" />
  </section>`;
}
