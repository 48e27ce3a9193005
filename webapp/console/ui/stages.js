// What the time of an item's request was spent on, as a bar and in numbers.
import { millis } from "./figures.js";
import { Help } from "./help.js";
import { html } from "./html.js";

const STAGES = {
  prepare: "Preparing",
  queue: "Waiting",
  vision: "Vision tower",
  text: "Language model",
  other: "Reading and answering",
  way: "Way there and back",
};

/** What no stage has is the rest of the server's time, and of the whole what lies between it and this page. */
function parts({ stages, inServer, total }) {
  const known = Object.values(stages).reduce((sum, value) => sum + value, 0);
  const all = { ...stages, other: inServer - known, way: total - inServer };
  return Object.entries(STAGES)
    .map(([stage, name]) => ({ stage, name, value: all[stage] ?? 0 }))
    .filter(({ value }) => value > 0);
}

function words({ cached, items, hits }) {
  const alone = items === 1;
  if (cached === "all") return `From the cache${alone ? "" : `, with ${items - 1} others`}`;
  const others = alone ? "alone" : `in a request of ${items}`;
  return `Computed ${others}${hits ? `, ${hits} of them from the cache` : ""}`;
}

/** @param cost of the request that an item's vector came by */
export function Cost({ cost }) {
  const spent = parts(cost);
  const whole = spent.reduce((sum, { value }) => sum + value, 0);
  return html`<div class="stack stages">
    <div class="row between"><h3>How its vector came</h3><span class="muted small number">${words(cost)}, ${millis(cost.total)}</span></div>
    <div class="split" aria-hidden="true">${spent.map(
      ({ stage, value }) => html`<span class=${`stage-${stage}`} style=${{ width: `${(100 * value) / whole}%` }}></span>`,
    )}</div>
    <ul>${spent.map(
      ({ stage, name, value }) => html`<li><span class=${`swatch stage-${stage}`} aria-hidden="true"></span>${name} <span class="number nowrap">${millis(value)}</span></li>`,
    )}</ul>
    <${Help} about="stages" />
  </div>`;
}
