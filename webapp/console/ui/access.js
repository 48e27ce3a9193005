// What stands in a page's place while its visitor may not see it.
import { askToSignIn, session } from "../data/session.js";
import { useStore } from "../data/store.js";
import { html } from "./html.js";
import { Icon } from "./icons.js";

const WORDS = {
  401: ["This page is for administrators", "Sign in with the master key, or with a key or token that has the permission admin."],
  lapsed: ["Your key or token does not hold any more", "It was revoked or rotated, or it has expired. Sign in with another one."],
  anybody: ["This page is for administrators", "No key is needed to embed here, but administration without one is for this server's own machine alone. From another one, sign in with the key that EMBEDDING_API_KEY was set to when it was started."],
  403: ["Your key may not see this page", "It needs the permission admin. Sign in with another one."],
  404: ["This server does not tell its figures", "Its setting monitoring.metrics is off."],
};

const FOR_GOOD = [401, 403, 404];

// Whether trouble takes the page's place: what passes by itself leaves what is known where it is.
//
// @param known whether there is anything to show
export const isShut = (trouble, known) => trouble !== null && (!known || FOR_GOOD.includes(trouble.status));

function stateOf(status, credential) {
  if (status === 401 && credential) return "lapsed";
  return status === 403 && !credential ? "anybody" : status;
}

/** @param trouble the ApiError of what the page asked for */
export function NoAccess({ trouble }) {
  const { credential } = useStore(session);
  const state = stateOf(trouble.status, credential);
  const [title, text] = WORDS[state] ?? ["This cannot be shown now", trouble.message];
  return html`<section class="card empty"><h2>${title}</h2><p class="muted">${text}</p>
    ${[401, 403].includes(trouble.status) &&
    html`<button class="button primary" onClick=${askToSignIn}><${Icon} of="key" />${credential ? "Sign in again" : "Sign in"}</button>`}</section>`;
}
