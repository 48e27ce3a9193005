// API keys: who may use this server, and how much they did.
import { PERMISSIONS, keys, stateOf, watchKeys } from "../data/keys.js";
import { isOpen, server } from "../data/server.js";
import { session } from "../data/session.js";
import { useStore } from "../data/store.js";
import { NoAccess, isShut } from "../ui/access.js";
import { day, moment } from "../ui/figures.js";
import { html, useEffect, useState } from "../ui/html.js";
import { Icon } from "../ui/icons.js";
import { ChangeKey, CreateKey, RevokeKey, RotateKey, ShownKey } from "../ui/keydialogs.js";
import { KeyUsage } from "../ui/keyusage.js";
import { WithoutKeys } from "../ui/withoutkeys.js";

const STATES = { All: null, Valid: "valid", Expired: "expired", Revoked: "revoked" };

const allowed = ({ permissions }) => permissions.map((permission) => PERMISSIONS[permission] ?? permission).join(", ");

function Row({ of, onChange, onRotate, onRevoke, onUsage }) {
  const state = stateOf(of);
  return html`<tr>
    <th scope="row"><strong>${of.name}</strong><span class="muted small key-id">${of.key_prefix}…${of.last_four}</span></th>
    <td><span class=${`badge ${state}`}>${state}</span></td>
    <td class="roomy">${allowed(of)}</td>
    <td class="end number"><button class="button quiet number" aria-label=${`Requests of ${of.name} by hour`} onClick=${() => onUsage(of)}>${of.usage_count.toLocaleString("en")}</button></td>
    <td class="roomy nowrap">${moment(of.last_used_at)}</td>
    <td class="roomy nowrap">${day(of.expires_at)}</td>
    <td class="end nowrap">${state !== "revoked" &&
    html`<button class="button quiet" aria-label=${`Change ${of.name}`} onClick=${() => onChange(of)}>Change</button>`}
    ${state === "valid" &&
    html`<button class="button quiet" aria-label=${`Rotate ${of.name}`} onClick=${() => onRotate(of)}>Rotate</button>
      <button class="button quiet bad" aria-label=${`Revoke ${of.name}`} onClick=${() => onRevoke(of)}>Revoke</button>`}</td>
  </tr>`;
}

function Table({ list, ...actions }) {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Keys"><table class="plain keys">
    <thead><tr><th>Key</th><th>State</th><th class="roomy">May use</th><th class="end">Requests</th><th class="roomy">Last used</th><th class="roomy">Expires</th>
      <th><span class="hidden">Actions</span></th></tr></thead>
    <tbody>${list.map((key) => html`<${Row} key=${key.id} of=${key} ...${actions} />`)}</tbody>
  </table></div>`;
}

function List({ list, ...actions }) {
  const [words, setWords] = useState("");
  const [state, setState] = useState("All");
  const found = list.filter(
    (key) =>
      (STATES[state] ?? stateOf(key)) === stateOf(key) &&
      `${key.name} ${key.key_prefix} ${key.last_four}`.toLowerCase().includes(words.toLowerCase()),
  );
  return html`<section class="card stack" aria-label="Keys of this server">
    <div class="card-head">
      <input class="input filter" type="search" aria-label="Find a key" placeholder="Find by name or prefix" onInput=${(event) => setWords(event.target.value)} />
      <div class="segments" role="group" aria-label="State">${Object.keys(STATES).map(
        (name) => html`<button aria-pressed=${state === name} onClick=${() => setState(name)}>${name}</button>`,
      )}</div>
    </div>
    ${found.length ? html`<${Table} list=${found} ...${actions} />` : html`<p class="muted">No key is like that.</p>`}
  </section>`;
}

export default function Keys() {
  const { list, shown, trouble } = useStore(keys);
  const { credential } = useStore(session);
  const open = isOpen(useStore(server));
  const [creating, setCreating] = useState(false);
  const [rotating, setRotating] = useState(null);
  const [revoking, setRevoking] = useState(null);
  const [changing, setChanging] = useState(null);
  const [counting, setCounting] = useState(null);
  useEffect(watchKeys, [credential]);
  // the first in both cases, so that it stays the same one: who rotates his own key sees its secret before he signs in again
  const secret = shown && html`<${ShownKey} shown=${shown} />`;
  if (isShut(trouble, list)) return html`${secret}<div class="page-head"><h1>Keys</h1></div><${NoAccess} trouble=${trouble} />`;
  return html`${secret}
    <div class="page-head"><div><h1>Keys</h1><p>Each key has permissions, limits and an end of its own.${open ? "" : " Whoever calls this server presents one."}</p></div>
      <button class="button primary" onClick=${() => setCreating(true)}><${Icon} of="plus" />Create a key</button></div>
    <div class="side">${open && html`<${WithoutKeys} />`}
    ${list?.length
      ? html`<${List} list=${list} onChange=${setChanging} onRotate=${setRotating} onRevoke=${setRevoking} onUsage=${setCounting} />`
      : html`<section class="card empty"><h2>${list ? "No keys yet" : "Asking the server"}</h2>
          ${list && html`<p class="muted">Create one for each program that calls this server, so that each can be limited and revoked alone.</p>`}</section>`}</div>
    ${creating && html`<${CreateKey} onClose=${() => setCreating(false)} />`}
    ${rotating && html`<${RotateKey} of=${rotating} onClose=${() => setRotating(null)} />`}
    ${changing && html`<${ChangeKey} of=${changing} onClose=${() => setChanging(null)} />`}
    ${counting && html`<${KeyUsage} of=${counting} onClose=${() => setCounting(null)} />`}
    ${revoking && html`<${RevokeKey} of=${revoking} onClose=${() => setRevoking(null)} />`}
  `;
}
