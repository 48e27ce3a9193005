// Who called, as people know him, beside what the log has.
import { keyOf } from "../data/keys.js";
import { html } from "./html.js";

const ADDRESS = "ip:";

// The words for a caller or a target of the log.
//
// @param list keys, or null where they are not known
export function wordsOf(list, id) {
  if (!id || id === "-") return "";
  if (id === "master") return "the master key";
  if (id.startsWith(ADDRESS)) return `${id.slice(ADDRESS.length)}, no key`;
  return keyOf(list, id)?.name ?? id;
}

/** A key by its name, also a revoked one, and its id. */
export function Who({ list, id }) {
  const key = keyOf(list, id);
  return html`<span title=${id}>${wordsOf(list, id)}</span>${key && html` <code class="muted">${key.id}</code>`}`;
}
