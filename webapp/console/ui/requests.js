// The picked item's request in other languages, and what the last requests cost.
import { calls } from "../data/calls.js";
import { save } from "../data/exports.js";
import { label, playground } from "../data/items.js";
import { session } from "../data/session.js";
import { useStore } from "../data/store.js";
import { Copy } from "./copy.js";
import { millis } from "./figures.js";
import { html, useEffect, useState } from "./html.js";
import { Icon } from "./icons.js";

/** What a call needs beside itself, and where its vector is. */
function Needs({ vector, file, keyed, item, type }) {
  return html`<p class="small muted">The vector is <code>${vector}</code> of the answer${type === "binary" && ", eight dimensions to a byte"}.
    ${keyed && html` The key is read from the variable <code>TKR_EMBED_KEY</code>.`}
    ${file && html` The picture is read from the file <q>${file}</q> in the folder where this runs.`}</p>
    ${file && item.blob && html`<div class="row"><button class="button" onClick=${() => save(item.blob, file, item.blob.type)}><${Icon} of="down" />Save that file</button></div>`}`;
}

/** The calls of an item, with what they are of; the former ones until they are written. */
function useCalls(item, { dimensions, type }) {
  const { instruction } = useStore(playground);
  const { credential } = useStore(session);
  const [written, setWritten] = useState(null);
  useEffect(() => {
    let left = false;
    const asked = calls(item, { instruction, dimensions, type });
    // a file that is gone cannot be put into a call
    asked.then((found) => left || setWritten({ ...found, item, type }), () => left || setWritten(null));
    return () => (left = true);
  }, [item.id, instruction, dimensions, type, credential]);
  return written;
}

export function Calls({ items }) {
  const { picked, precision } = useStore(playground);
  const [language, setLanguage] = useState("curl");
  const written = useCalls(items.find(({ id }) => id === picked.a) ?? items[0], precision);
  if (!written) return null;
  const { texts, item } = written;
  return html`<section class="card stack wide" aria-labelledby="calls-title">
    <div class="card-head"><h2 id="calls-title">The same from your program</h2><span class="muted small clip">${label(item)}</span></div>
    <div class="row between"><div class="segments" role="group" aria-label="Language">${Object.keys(texts).map(
      (name) => html`<button aria-pressed=${name === language} onClick=${() => setLanguage(name)}>${name}</button>`,
    )}</div><${Copy} text=${texts[language]} /></div>
    <pre class="code" tabindex="0" aria-label=${`The request in ${language}`}>${texts[language]}</pre>
    <${Needs} ...${written} />
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
