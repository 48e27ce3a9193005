// Log: the last requests and what administrators did; no key, no text, no query.
import { keyOf, keys, readNames } from "../data/keys.js";
import { KINDS, audited, follow, logs, named } from "../data/logs.js";
import { session } from "../data/session.js";
import { useStore } from "../data/store.js";
import { NoAccess, isShut } from "../ui/access.js";
import { whole } from "../ui/figures.js";
import { html, useEffect, useState } from "../ui/html.js";
import { Who, wordsOf } from "../ui/who.js";

const TIME = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" });
const SHOWN = 200;

const classOf = (status) => (status >= 500 ? "revoked" : status >= 400 ? "warned" : "valid");
const millis = (value) => (value < 10 ? value.toFixed(1) : whole(value));

function Access({ line, list }) {
  return html`<tr>
    <td class="number nowrap">${TIME.format(new Date(line.time))}</td>
    <td><span class=${`badge number ${classOf(line.status)}`}>${line.status}</span></td>
    <th scope="row"><span class="muted">${line.method}</span> <code>${line.route}</code></th>
    <td class="end number nowrap">${millis(line.duration_ms)} ms</td>
    <td class="end number">${line.items || ""}</td>
    <td class="end number">${line.tokens || ""}</td>
    <td class="end number">${line.items ? line.cache_hits : ""}</td>
    <td class="nowrap"><${Who} list=${list} id=${line.caller} /></td>
  </tr>`;
}

function Audit({ line, list }) {
  const said = audited(line);
  return html`<tr>
    <td class="number nowrap">${TIME.format(new Date(line.time))}</td>
    <td><span class=${`badge ${said?.outcome === "ok" ? "own" : "warned"}`}>${said?.outcome ?? "audit"}</span></td>
    <th scope="row" colspan="5"><code>${said?.event ?? line.message}</code> ${said && said.target !== "-" && html`<span class="muted"><${Who} list=${list} id=${said.target} /></span>`}</th>
    <td class="nowrap"><${Who} list=${list} id=${said?.actor} /></td>
  </tr>`;
}

function Lines({ lines, list }) {
  return html`<div class="scroll log-scroll" tabindex="0" role="region" aria-label="Table of the last lines"><table class="plain log">
    <thead><tr><th>Time</th><th>Outcome</th><th>What</th><th class="end">Took</th><th class="end">Inputs</th><th class="end">Tokens</th>
      <th class="end">Cached</th><th>Who</th></tr></thead>
    <tbody>${lines.slice(0, SHOWN).map((line) => html`<${line.kind === "audit" ? Audit : Access} key=${line.number} line=${line} list=${list} />`)}</tbody>
  </table></div>
  ${lines.length > SHOWN && html`<p class="small muted">and ${lines.length - SHOWN} older ones; narrow them down to see them</p>`}`;
}

/** Keys by which lines tell who called: read again when a line names another one, or one was changed. */
function useKeys(lines) {
  const { list } = useStore(keys);
  const { credential } = useStore(session);
  const ids = [...new Set(lines.flatMap(named))].filter((id) => /^(key:|tkr_)/.test(id) && !keyOf(list, id));
  const changed = lines.find((line) => audited(line)?.event.startsWith("key."))?.number;
  useEffect(() => void readNames(), [ids.sort().join(), changed, credential]);
  return list;
}

/** Whether a line has some words in it, the names of its keys among them. */
function has(line, words, list) {
  const names = named(line).map((id) => wordsOf(list, id));
  return [...Object.values(line), ...names].join(" ").toLowerCase().includes(words);
}

function Found({ lines, told }) {
  const list = useKeys(lines);
  const [words, setWords] = useState("");
  const [kind, setKind] = useState("All");
  const asked = words.trim().toLowerCase();
  const found = lines.filter((line) => KINDS[kind](line) && has(line, asked, list));
  return html`<section class="card stack" aria-label="Lines">
    <div class="row between">
      <input class="input filter" type="search" aria-label="Find lines" placeholder="Find by route, status, key" onInput=${(event) => setWords(event.target.value)} />
      <div class="segments" role="group" aria-label="Kind of lines">${Object.keys(KINDS).map(
        (name) => html`<button aria-pressed=${kind === name} onClick=${() => setKind(name)}>${name}</button>`,
      )}</div>
    </div>
    ${!told && html`<p class="muted small">Requests leave no lines: the setting <code>logging.access</code> is off.</p>`}
    ${found.length ? html`<${Lines} lines=${found} list=${list} />` : html`<p class="muted">No line is like that.</p>`}
  </section>`;
}

export default function Log() {
  const { lines, told, trouble } = useStore(logs);
  const { credential } = useStore(session);
  const [following, setFollowing] = useState(true);
  useEffect(() => (following ? follow() : undefined), [credential, following]);
  const shut = isShut(trouble, lines);
  return html`<div class="page-head"><div><h1>Log</h1>
      <p>The last 500 requests and acts of administrators since the start, the newest first, with those of pages like this one. No key, text or query is in it.</p></div>
      ${!shut && html`<button class="button" aria-pressed=${following} onClick=${() => setFollowing(!following)}>
        <span class=${`dot ${following ? "ready" : ""}`}></span>${following ? "Following" : "Follow"}</button>`}</div>
    ${shut ? html`<${NoAccess} trouble=${trouble} />` : lines ? html`<${Found} lines=${lines} told=${told} />` : html`<section class="card empty"><p class="muted">Asking the server.</p></section>`}`;
}
