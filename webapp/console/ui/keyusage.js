// A key's requests by hour, as bars and, for who cannot see them, as a table.
import { usageOf } from "../data/keys.js";
import { Dialog, closes } from "./dialog.js";
import { moment, whole } from "./figures.js";
import { html, useEffect, useState } from "./html.js";

const HOURS = 72;
const HEIGHT = 120;
const HOUR = new Intl.DateTimeFormat("en", { weekday: "short", hour: "numeric" });

const named = (at) => HOUR.format(new Date(at));

function Bars({ hours, most }) {
  return html`<svg class="bars" viewBox=${`0 0 ${HOURS * 6} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">${hours.map(
    ({ at, requests }, i) => {
      const height = requests ? Math.max(3, (HEIGHT * requests) / most) : 1;
      return html`<rect class=${requests ? "" : "none"} x=${i * 6 + 1} y=${HEIGHT - height} width="4" height=${height}><title>${named(at)}: ${whole(requests)}</title></rect>`;
    },
  )}</svg>`;
}

function Counted({ hours }) {
  const used = hours.filter(({ requests }) => requests);
  const most = Math.max(...hours.map(({ requests }) => requests));
  if (!used.length) return html`<p class="muted">None in the last three days, as far as this server has seen since its start.</p>`;
  return html`<${Bars} hours=${hours} most=${most} />
    <div class="row between small muted number"><span>${named(hours[0].at)}</span><span>now</span></div>
    <p class="small">Most in an hour: <strong class="number">${whole(most)}</strong>. Counted by this server since its start.</p>
    <table class="hidden"><caption>Requests by hour</caption><tbody>${used.map(({ at, requests }) => html`<tr><th scope="row">${named(at)}</th><td>${requests}</td></tr>`)}</tbody></table>`;
}

export function KeyUsage({ of, onClose }) {
  const [hours, setHours] = useState(null);
  const [wrong, setWrong] = useState("");
  useEffect(() => void usageOf(of.id, HOURS).then(setHours, (error) => setWrong(error.message)), [of.id]);
  return html`<${Dialog} id="usage-title" title=${`Requests of ${of.name}`} onClose=${onClose}>
    ${hours ? html`<${Counted} hours=${hours} />` : html`<p class=${wrong ? "bad" : "muted"}>${wrong || "Asking the server."}</p>`}
    <p class="small muted">Last used: ${moment(of.last_used_at)}</p>
    <div class="row"><button class="button primary" onClick=${closes}>Close</button></div>
  <//>`;
}
