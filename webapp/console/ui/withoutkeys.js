// What it means that a server asks nobody for a key, and how it is made to ask.
import { Copy } from "./copy.js";
import { html } from "./html.js";

const COMMANDS = `mkdir -p -m 700 ~/.config/tkr-embed
(umask 077; ./deploy.sh config key > ~/.config/tkr-embed/master-key)
export EMBEDDING_API_KEY=file:$HOME/.config/tkr-embed/master-key
export EMBEDDING_REQUIRE_API_KEY=true
./deploy.sh`;

export function WithoutKeys() {
  return html`<section class="card stack without-keys" aria-labelledby="without-title">
    <div class="card-head"><h2 id="without-title">Development mode: keys are switched off</h2><${Copy} text=${COMMANDS} /></div>
    <p>Whoever reaches this server embeds without a key, and whoever sits at its own machine administers it too. Keys that are created
      here work, but nobody has to present one. To switch keys on, stop the server, start it again in its folder by the commands below, and
      sign in with the key that the file <code>master-key</code> then holds:</p>
    <pre class="code" tabindex="0" aria-label="Commands that switch keys on">${COMMANDS}</pre>
    <p class="small muted">Before others use it, set <code>EMBEDDING_ENV=production</code> as well: it refuses weak keys and debug mode.</p>
  </section>`;
}
