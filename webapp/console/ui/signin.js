// Asks for a key or a token, tries it, and says what it may do.
import { call } from "../data/api.js";
import { isOpen, server } from "../data/server.js";
import { presented, session } from "../data/session.js";
import { useStore } from "../data/store.js";
import { html, useEffect, useRef, useState } from "./html.js";

/** Tries a credential: an administrator's opens the statistics, any other valid one is only refused them. */
async function roleOf(credential) {
  try {
    await call("admin/stats", { headers: presented(credential) });
    return "administrator";
  } catch (error) {
    if (error.status === 403) return "caller";
    throw error;
  }
}

function complaint(error) {
  if (error.status === 401) return "The server does not know this key or token.";
  if (error.status === 429) return `Too many tries. Wait ${error.retryAfter || 60} seconds.`;
  return error.message;
}

export function SignIn() {
  const { asking } = useStore(session);
  const open = isOpen(useStore(server));
  const [wrong, setWrong] = useState("");
  const dialog = useRef(null);
  const field = useRef(null);
  /** Counts what was tried: an answer to what is not wanted any more changes nothing. */
  const tries = useRef(0);
  useEffect(() => {
    if (asking && !dialog.current.open) dialog.current.showModal();
    if (!asking && dialog.current.open) dialog.current.close();
  }, [asking]);
  const submit = async (event) => {
    event.preventDefault();
    setWrong("");
    const given = field.current.value.trim();
    if (!given) return setWrong("Type a key or a token.");
    const mine = ++tries.current;
    try {
      const role = await roleOf(given);
      if (mine === tries.current) session.set({ credential: given, role, asking: false });
    } catch (error) {
      if (mine === tries.current) setWrong(complaint(error));
    }
  };
  const closed = () => {
    tries.current++;
    field.current.value = "";
    setWrong("");
    session.set({ asking: false });
  };
  return html`
    <dialog class="dialog" ref=${dialog} onClose=${closed} aria-labelledby="sign-in-title">
      <form class="stack" onSubmit=${submit}>
        <h2 id="sign-in-title">Sign in</h2>
        <p class="muted small">With an API key, an administrator's for all but Playground and Map, or a JSON Web Token. It
          stays in this page's memory and nowhere else: closing the tab signs you out.</p>
        ${open && html`<p class="small">Nobody needs a key on this server: <a href="#/keys" onClick=${() => dialog.current.close()}>what that means, and how to change it</a>.</p>`}
        <label class="field"><span>Key or token</span>
          <input class="input" type="password" autocomplete="off" spellcheck="false" ref=${field}
            aria-describedby="sign-in-wrong" aria-invalid=${wrong ? "true" : "false"} />
        </label>
        <p id="sign-in-wrong" class="bad small" role="alert">${wrong}</p>
        <div class="row">
          <button class="button primary" type="submit">Sign in</button>
          <button class="button quiet" type="button" onClick=${() => dialog.current.close()}>Cancel</button>
        </div>
      </form>
    </dialog>
  `;
}
