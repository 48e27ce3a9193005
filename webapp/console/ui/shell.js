// The frame around every page.
import { server } from "../data/server.js";
import { askToSignIn, session, signOut } from "../data/session.js";
import { useStore } from "../data/store.js";
import { html } from "./html.js";
import { Icon } from "./icons.js";
import { Notices } from "./notices.js";
import { SignIn } from "./signin.js";
import { theme, toggleTheme } from "./theme.js";

const WORDS = {
  unknown: "Asking",
  ready: "Ready",
  loading: "Loading",
  failed: "Not ready",
  gone: "Not answering",
};

function ServerPill() {
  const { phase, health } = useStore(server);
  return html`<span class="pill"><span class=${`dot ${phase}`}></span>${WORDS[phase]}
    ${health.model && html`<span class="model">${health.model}${health.device ? `, ${health.device}` : ""}</span>`}</span>`;
}

function ThemeButton() {
  const { name } = useStore(theme);
  const other = name === "dark" ? "light" : "dark";
  return html`<button class="button quiet icon" onClick=${toggleTheme} aria-label=${`Switch to ${other} colours`}>
    <${Icon} of=${name === "dark" ? "sun" : "moon"} /></button>`;
}

function SessionButton() {
  const { role } = useStore(session);
  return role !== "nobody"
    ? html`<button class="button" onClick=${signOut}>Sign out</button>`
    : html`<button class="button" onClick=${askToSignIn}><${Icon} of="key" />Sign in</button>`;
}

function Nav({ pages, current }) {
  return html`<nav class="nav" aria-label="Pages">
    ${pages.map(
      ({ path, name }) =>
        html`<a href=${`#${path}`} aria-current=${path === current ? "page" : undefined}>${name}</a>`,
    )}
    <a href="docs/">API</a>
  </nav>`;
}

/** The first stop of the keyboard, past what every page begins with. */
function Skip() {
  const skip = (event) => (event.preventDefault(), document.getElementById("main").focus());
  return html`<a class="skip button" href="#main" onClick=${skip}>Skip to the page</a>`;
}

export function Shell({ pages, current, children }) {
  return html`
    <${Skip} />
    <header class="top">
      <div class="top-row">
        <a class="brand" href="#/"><img src="console/mark.svg" width="26" height="26" alt="" />tkr-embed</a>
        <${Nav} pages=${pages} current=${current} />
        <div class="top-end"><${ServerPill} /><${ThemeButton} /><${SessionButton} /></div>
      </div>
    </header>
    <${Notices} />
    <main class="page" id="main" tabindex="-1">${children}</main>
    <${SignIn} />
  `;
}
