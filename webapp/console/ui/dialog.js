// A dialog over the page; Escape closes it, or nothing but its own button where what it shows would be lost.
import { html, useEffect, useRef } from "./html.js";

/** @param id of its title; onClose when it was closed, however; stays: Escape does not close it */
export function Dialog({ id, title, onClose, stays = false, children }) {
  const dialog = useRef(null);
  useEffect(() => dialog.current.showModal(), []);
  return html`<dialog class="dialog" ref=${dialog} onClose=${onClose} onCancel=${(event) => stays && event.preventDefault()}
    closedby=${stays ? "none" : "closerequest"} aria-labelledby=${id}>
    <div class="stack"><h2 id=${id}>${title}</h2>${children}</div>
  </dialog>`;
}

/** Closes the dialog around the button that was pressed. */
export const closes = (event) => event.target.closest("dialog").close();
