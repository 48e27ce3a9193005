// Items and vectors to take along; what was taken is added again like any file.
import { asCsv, asJson, asParquet, save } from "../data/exports.js";
import { html, useState } from "./html.js";
import { Icon } from "./icons.js";

export function Exports() {
  const [wrong, setWrong] = useState("");
  const saved = (written, name, type) => async () => {
    setWrong("");
    try {
      save(await written(), name, type);
    } catch {
      setWrong(`${name} could not be written: a picture's file, or the server, is gone.`);
    }
  };
  const json = saved(asJson, "vectors.json", "application/json");
  const csv = saved(asCsv, "vectors.csv", "text/csv");
  const parquet = saved(asParquet, "vectors.parquet", "application/vnd.apache.parquet");
  return html`<section class="card stack" aria-labelledby="export-title">
    <h2 id="export-title">Take them along</h2>
    <p class="muted small">JSON and Parquet hold texts, pictures and vectors, CSV texts, names and vectors. Drop such a file here, and its items
      are back.</p>
    <div class="row"><button class="button" onClick=${json}><${Icon} of="down" />JSON</button>
      <button class="button" onClick=${csv}><${Icon} of="down" />CSV</button>
      <button class="button" onClick=${parquet}><${Icon} of="down" />Parquet</button></div>
    <p class="bad small" role="alert">${wrong}</p>
  </section>`;
}
