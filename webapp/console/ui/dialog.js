// A dialog over the page; Escape and Cancel close it.
import { html, useEffect, useRef } from "./html.js";

/** @param id of its title; onClose when it was closed, however */
export function Dialog({ id, title, onClose, children }) {
  const dialog = useRef(null);
  useEffect(() => dialog.current.showModal(), []);
  return html`<dialog class="dialog" ref=${dialog} onClose=${onClose} aria-labelledby=${id}>
    <div class="stack"><h2 id=${id}>${title}</h2>${children}</div>
  </dialog>`;
}

/** Closes the dialog around the button that was pressed. */
export const closes = (event) => event.target.closest("dialog").close();
