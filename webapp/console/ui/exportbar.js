// Items and vectors to take along; what was taken is added again like any file.
import { asCsv, asJson, asParquet, save } from "../data/exports.js";
import { html } from "./html.js";
import { Icon } from "./icons.js";

export function Exports() {
  const json = async () => save(await asJson(), "vectors.json", "application/json");
  const csv = async () => save(await asCsv(), "vectors.csv", "text/csv");
  const parquet = async () => save(await asParquet(), "vectors.parquet", "application/vnd.apache.parquet");
  return html`<section class="card stack" aria-labelledby="export-title">
    <h2 id="export-title">Take them along</h2>
    <p class="muted small">JSON and Parquet hold texts, pictures and vectors, CSV texts, names and vectors. Drop such a file here, and its items
      are back.</p>
    <div class="row"><button class="button" onClick=${json}><${Icon} of="down" />JSON</button>
      <button class="button" onClick=${csv}><${Icon} of="down" />CSV</button>
      <button class="button" onClick=${parquet}><${Icon} of="down" />Parquet</button></div>
  </section>`;
}
