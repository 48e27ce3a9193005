// The picked item as the model sees it: its pixels with the tokens as a grid, or its words as tokens.
import { label, playground } from "../data/items.js";
import { seen } from "../data/seen.js";
import { session } from "../data/session.js";
import { useStore } from "../data/store.js";
import { Help } from "./help.js";
import { html, useEffect, useRef, useState } from "./html.js";
import { Cost } from "./stages.js";

const WIDE = 420;
const MANY = 60;

/** A line that is seen on dark and on bright pixels alike. */
function line(context, from, to) {
  for (const [colour, width] of [["rgb(0 0 0 / 70%)", 3], ["rgb(255 255 255 / 90%)", 1]]) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(...from);
    context.lineTo(...to);
    context.stroke();
  }
}

function draw(canvas, { data, side }, grid) {
  const scale = Math.max(1, Math.round(WIDE / data.width));
  const [width, height] = [data.width * scale, data.height * scale];
  const context = Object.assign(canvas, { width, height }).getContext("2d");
  const plain = Object.assign(document.createElement("canvas"), { width: data.width, height: data.height });
  plain.getContext("2d").putImageData(data, 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(plain, 0, 0, width, height);
  if (!grid) return;
  for (let x = side; x < data.width; x += side) line(context, [x * scale, 0], [x * scale, height]);
  for (let y = side; y < data.height; y += side) line(context, [0, y * scale], [width, y * scale]);
}

function Picture({ of }) {
  const canvas = useRef(null);
  const [grid, setGrid] = useState(true);
  useEffect(() => draw(canvas.current, of, grid), [of, grid]);
  const [, rows, columns] = of.image_grid_thw;
  const words = `Resized to ${of.resized_width} by ${of.resized_height} pixels, ${columns / 2} by ${rows / 2} tokens`;
  const facts = [
    ["In the file", `${of.width} × ${of.height}`],
    ["Resized to", `${of.resized_width} × ${of.resized_height}`],
    ["image_grid_thw", of.image_grid_thw.join(", ")],
    ["Tokens", of.tokens.toLocaleString("en")],
  ];
  return html`<canvas ref=${canvas} class="seen" role="img" aria-label=${words}></canvas>
    <button class="button" aria-pressed=${grid} onClick=${() => setGrid(!grid)}>${grid ? "Hide the tokens" : "Show the tokens"}</button>
    <dl class="figures">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd class="number">${value}</dd></div>`)}</dl>`;
}

/** A character that the model reads in several pieces stands in the first of them. */
function Tokens({ of }) {
  const again = ({ start }, i) => i > 0 && of.tokens[i - 1].start === start;
  // what scrolls must be reached by the keyboard
  const many = of.tokens.length > MANY ? { tabindex: "0", role: "group", "aria-label": "Tokens" } : {};
  return html`<p class="tokens" ...${many}>${of.tokens.map(
    (token, i) => html`<span class="token" title=${token.id}>${again(token, i) ? "…" : token.text}</span>`,
  )}</p>
    <p class="small muted number">${of.tokens.length} ${of.tokens.length === 1 ? "token" : "tokens"}, and the prompt's around them</p>`;
}

function Shown({ item }) {
  const { credential } = useStore(session);
  const [state, setState] = useState({});
  useEffect(() => {
    let left = false;
    setState({});
    seen(item).then((of) => left || setState({ of }), (error) => left || setState({ wrong: error.message }));
    return () => (left = true);
  }, [item.id, credential]);
  const { of, wrong } = state;
  if (!of) return html`<p class=${wrong ? "bad" : "muted"}>${wrong ?? "Asking the server."}</p>`;
  return of.kind === "text" ? html`<${Tokens} of=${of} />` : html`<${Picture} of=${of} />`;
}

export function Seen({ items }) {
  const { picked } = useStore(playground);
  const item = items.find(({ id }) => id === picked.a) ?? items.find(({ kind }) => kind !== "text") ?? items[0];
  const { cost } = item;
  return html`<section class="card stack" aria-labelledby="seen-title">
    <div class="card-head"><h2 id="seen-title">As the model sees it</h2><span class="muted small clip">${label(item)}</span></div>
    ${item.blob || item.kind === "text" ? html`<${Shown} key=${item.id} item=${item} />` : html`<p class="muted">Its picture is not here.</p>`}
    ${cost && html`<${Cost} cost=${cost} />`}
    <${Help} about="tokens" />
  </section>`;
}
