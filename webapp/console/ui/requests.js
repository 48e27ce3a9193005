// The picked item's request in other languages, and what the last requests cost.
import { calls } from "../data/calls.js";
import { playground } from "../data/items.js";
import { useStore } from "../data/store.js";
import { copied } from "./clipboard.js";
import { millis } from "./figures.js";
import { html, useState } from "./html.js";
import { Icon } from "./icons.js";

export function Copy({ text }) {
  const [said, setSaid] = useState("Copy");
  const copy = async ({ currentTarget }) => {
    setSaid((await copied(text, currentTarget)) ? "Copied" : "Not copied: select it");
    setTimeout(() => setSaid("Copy"), 1500);
  };
  return html`<button class="button" onClick=${copy}><${Icon} of="copy" /><span aria-live="polite">${said}</span></button>`;
}

export function Calls({ items }) {
  const { picked, instruction, precision } = useStore(playground);
  const [language, setLanguage] = useState("curl");
  const item = items.find(({ id }) => id === picked.a) ?? items[0];
  const texts = calls(item, { instruction, dimensions: precision.dimensions });
  return html`<section class="card stack wide" aria-labelledby="calls-title">
    <div class="card-head"><h2 id="calls-title">The same from your program</h2><${Copy} text=${texts[language]} /></div>
    <div class="segments" role="group" aria-label="Language">${Object.keys(texts).map(
      (name) => html`<button aria-pressed=${name === language} onClick=${() => setLanguage(name)}>${name}</button>`,
    )}</div>
    <pre class="code" tabindex="0" aria-label=${`The request in ${language}`}>${texts[language]}</pre>
  </section>`;
}

/** How long a request took in the server, and on the way there and back. */
function Split({ total, inServer, longest }) {
  const width = (part) => ({ width: `${(100 * part) / longest}%` });
  return html`<span class="split" aria-hidden="true"><span class="in-server" style=${width(inServer)}></span>
    <span class="around" style=${width(Math.max(0, total - inServer))}></span></span>`;
}

export function Timing() {
  const { requests } = useStore(playground);
  if (!requests.length) return null;
  const longest = Math.max(...requests.map(({ total }) => total));
  return html`<section class="card stack" aria-labelledby="timing-title">
    <h2 id="timing-title">What the last requests cost</h2>
    <div class="scroll" tabindex="0" role="region" aria-label="Table of the last requests"><table class="plain">
      <thead><tr><th>Request</th><th class="end">Items</th><th class="end">Cached</th><th class="end">Server</th>
        <th class="end">In all</th><th class="split-head"><span class="hidden">Share</span></th></tr></thead>
      <tbody>${requests.map(
        (one) => html`<tr><td><code>/${one.path}</code></td><td class="end number">${one.items}</td>
          <td class="end number">${one.hits}</td><td class="end number nowrap">${millis(one.inServer)}</td>
          <td class="end number nowrap">${millis(one.total)}</td><td class="split-cell"><${Split} ...${one} longest=${longest} /></td></tr>`,
      )}</tbody>
    </table></div>
  </section>`;
}
