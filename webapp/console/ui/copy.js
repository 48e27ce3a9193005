// A button that copies a text.
import { copied } from "./clipboard.js";
import { html, useState } from "./html.js";
import { Icon } from "./icons.js";

export function Copy({ text }) {
  const [said, setSaid] = useState("Copy");
  const copy = async ({ currentTarget }) => {
    setSaid((await copied(text, currentTarget)) ? "Copied" : "Not copied: select it");
    setTimeout(() => setSaid("Copy"), 1500);
  };
  return html`<button class="button" onClick=${copy}><${Icon} of="copy" /><span aria-live="polite">${said}</span></button>`;
}
