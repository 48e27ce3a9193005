// Dialogs about keys: make one, see its secret once, rotate it, revoke it.
import { PERMISSIONS, changeKey, createKey, keys, revokeKey, rotateKey } from "../data/keys.js";
import { Copy } from "./copy.js";
import { Dialog, closes } from "./dialog.js";
import { day } from "./figures.js";
import { html, useEffect, useRef, useState } from "./html.js";

const DEFAULT = ["embed:text", "embed:image", "embed:multimodal", "similarity"];
const LIMITS = {
  requests_per_minute: "In a minute",
  requests_per_hour: "In an hour",
  requests_per_day: "In a day",
};

const number = (text) => (text.trim() ? Number(text) : null);

// What the form says, as the API takes it.
//
// @param others limits that the form does not ask for, and which stay
function fieldsOf(form, others = {}) {
  const data = new FormData(form);
  const days = number(data.get("days"));
  const asked = Object.keys(LIMITS).map((name) => [name, number(data.get(name))]);
  const limits = Object.fromEntries(
    [...Object.entries(others ?? {}).filter(([name]) => !(name in LIMITS)), ...asked].filter(([, value]) => value !== null),
  );
  return {
    name: data.get("name").trim(),
    permissions: data.getAll("permission"),
    ...(days === null ? {} : { expires_in_days: days }),
    ...(Object.keys(limits).length ? { limits } : {}),
  };
}

/** Runs an action of a form, closes its dialog when it went well, and says what went wrong. */
function useAction(action) {
  const [wrong, setWrong] = useState("");
  const running = useRef(false);
  const submit = async (event) => {
    event.preventDefault();
    // a second click makes no second key
    if (running.current) return;
    running.current = true;
    const form = event.target;
    try {
      await action(form);
      form.closest("dialog")?.close();
    } catch (error) {
      setWrong(error.message);
    }
    running.current = false;
  };
  return { submit, wrong };
}

function Buttons({ name, danger }) {
  return html`<div class="row"><button class=${`button primary ${danger ? "danger" : ""}`} type="submit">${name}</button>
    <button class="button quiet" type="button" onClick=${closes}>Cancel</button></div>`;
}

/** What a key may be; of one that is there, as it is. */
function Fields({ of }) {
  const chosen = of?.permissions ?? DEFAULT;
  return html`<label class="field"><span>Name</span><input class="input" name="name" required autocomplete="off" placeholder="client-app" defaultValue=${of?.name ?? ""} /></label>
    <fieldset class="checks"><legend class="label">May use</legend>${Object.entries(PERMISSIONS).map(
      ([permission, words]) => html`<label><input type="checkbox" name="permission" value=${permission}
        defaultChecked=${chosen.includes(permission)} /> ${words}</label>`,
    )}</fieldset>
    <label class="field"><span>Expires in how many days${of && html`<span class="muted">, 0 for never</span>`}</span>
      <input class="input" name="days" type="number" min=${of ? 0 : 1} placeholder=${of ? `as it is: ${day(of.expires_at)}` : "never"} /></label>
    <fieldset class="limits"><legend class="label">Requests at most</legend>${Object.entries(LIMITS).map(
      ([name, words]) => html`<label class="field"><span>${words}</span><input class="input" name=${name} type="number" min="0"
        placeholder="default" defaultValue=${of?.limits?.[name] ?? ""} /></label>`,
    )}</fieldset>`;
}

export function CreateKey({ onClose }) {
  const { submit, wrong } = useAction((form) => createKey(fieldsOf(form)));
  return html`<${Dialog} id="create-title" title="Create a key" onClose=${onClose}>
    <form class="stack" onSubmit=${submit}>
      <${Fields} />
      <p class="bad small" role="alert">${wrong}</p>
      <${Buttons} name="Create" />
    </form>
  <//>`;
}

/** Its secret stays; what it may do changes at once. */
export function ChangeKey({ of, onClose }) {
  const { submit, wrong } = useAction((form) => changeKey(of.id, { limits: {}, ...fieldsOf(form, of.limits) }));
  return html`<${Dialog} id="change-title" title=${`Change ${of.name}`} onClose=${onClose}>
    <form class="stack" onSubmit=${submit}>
      <${Fields} of=${of} />
      <p class="bad small" role="alert">${wrong}</p>
      <${Buttons} name="Change" />
    </form>
  <//>`;
}

/** The secret, which the server cannot tell again. */
export function ShownKey({ shown }) {
  useEffect(() => () => keys.set({ shown: null }), []);
  return html`<${Dialog} id="shown-title" title=${`The key of ${shown.name}`} stays=${true} onClose=${() => keys.set({ shown: null })}>
    <p>Copy it now: only a digest of it is kept, so nobody can show it again.</p>
    <p class="code secret">${shown.api_key}</p>
    <div class="row"><${Copy} text=${shown.api_key} /><button class="button primary" onClick=${closes}>I have it</button></div>
  <//>`;
}

export function RotateKey({ of, onClose }) {
  const { submit, wrong } = useAction((form) => rotateKey(of.id, 3600 * Number(new FormData(form).get("hours"))));
  return html`<${Dialog} id="rotate-title" title=${`Rotate ${of.name}`} onClose=${onClose}>
    <form class="stack" onSubmit=${submit}>
      <p class="muted">It gets a new secret. The old one goes on working for a while, so that clients can change over.</p>
      <label class="field"><span>Hours that the old secret still works</span>
        <input class="input" name="hours" type="number" min="0" max="720" defaultValue="24" required /></label>
      <p class="bad small" role="alert">${wrong}</p>
      <${Buttons} name="Rotate" />
    </form>
  <//>`;
}

export function RevokeKey({ of, onClose }) {
  const { submit, wrong } = useAction(() => revokeKey(of.id));
  return html`<${Dialog} id="revoke-title" title=${`Revoke ${of.name}?`} onClose=${onClose}>
    <form class="stack" onSubmit=${submit}>
      <p>From now on every request with it is refused, also by other servers of the same store. It cannot be taken back.</p>
      <p class="bad small" role="alert">${wrong}</p>
      <${Buttons} name="Revoke" danger=${true} />
    </form>
  <//>`;
}
