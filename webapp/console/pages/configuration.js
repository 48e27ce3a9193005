// Configuration: what holds, where it comes from, and what a change needs.
import { session } from "../data/session.js";
import { bySection, isOwn, readSettings, settings } from "../data/settings.js";
import { useStore } from "../data/store.js";
import { NoAccess, isShut } from "../ui/access.js";
import { html, useEffect, useState } from "../ui/html.js";

const SHOWN = { All: () => true, "Set by you": isOwn };
const CHANGES = { restart: "a restart", switch: "a restart, or Serve on the page of models until then" };

/** Backticks of a meaning are code. */
const worded = (text) => text.split("`").map((part, i) => (i % 2 ? html`<code>${part}</code>` : part));

function Value({ setting }) {
  if (!setting.set) return html`<span class="muted">not set</span>`;
  if (!setting.shown) return html`<span class="muted">set, and not shown here</span>`;
  return html`<code class="value">${setting.value === "" ? "empty" : setting.value}</code>`;
}

function Row({ setting }) {
  const own = isOwn(setting);
  return html`<li class="setting">
    <div><h3 class="path"><code>${setting.path}</code></h3><p class="small muted">${worded(setting.meaning)}</p></div>
    <dl class="setting-facts small">
      <div><dt>Value</dt><dd><${Value} setting=${setting} /></dd></div>
      <div><dt>From</dt><dd class="path">${own ? html`<span class="badge own">${setting.source}</span>` : html`<span class="muted">${setting.set ? "the default" : "nowhere"}</span>`}</dd></div>
      <div><dt>Variable</dt><dd class="path"><code>${setting.variable}</code></dd></div>
      <div><dt>A change needs</dt><dd>${CHANGES[setting.change]}</dd></div>
    </dl>
  </li>`;
}

function Section({ name, list }) {
  const id = `section-${name || "top"}`;
  return html`<section class="card stack" aria-labelledby=${id}>
    <h2 id=${id}>${name || "general"}</h2>
    <ul class="settings">${list.map((setting) => html`<${Row} key=${setting.path} setting=${setting} />`)}</ul>
  </section>`;
}

function Found({ list }) {
  const [words, setWords] = useState("");
  const [which, setWhich] = useState("All");
  const asked = words.trim().toLowerCase();
  const found = list.filter(
    (setting) =>
      SHOWN[which](setting) && `${setting.path} ${setting.variable} ${setting.meaning}`.toLowerCase().includes(asked),
  );
  return html`<div class="side">
    <div class="row between">
      <input class="input filter" type="search" aria-label="Find a setting" placeholder="Find by name or meaning" onInput=${(event) => setWords(event.target.value)} />
      <div class="segments" role="group" aria-label="Which settings">${Object.keys(SHOWN).map(
        (name) => html`<button aria-pressed=${which === name} onClick=${() => setWhich(name)}>${name}</button>`,
      )}</div>
    </div>
    ${found.length
      ? bySection(found).map(([name, some]) => html`<${Section} key=${name} name=${name} list=${some} />`)
      : html`<section class="card empty"><p class="muted">No setting is like that.</p></section>`}
  </div>`;
}

export default function Configuration() {
  const { list, trouble } = useStore(settings);
  const { credential } = useStore(session);
  useEffect(() => void readSettings(), [credential]);
  return html`<div class="page-head"><div><h1>Configuration</h1>
      <p>What holds since the start: a variable of the environment beats the file, and the file the default. Secrets, and places on the
        machine, are not told over HTTP; <code>./deploy.sh config show</code> has those places.</p></div></div>
    ${isShut(trouble, list) ? html`<${NoAccess} trouble=${trouble} />` : list ? html`<${Found} list=${list} />` : html`<section class="card empty"><p class="muted">Asking the server.</p></section>`}`;
}
