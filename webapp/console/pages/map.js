// Every item as a point of a plane, close to what it is like.
import { playground, vectorOf } from "../data/items.js";
import { arrange } from "../data/places.js";
import { around } from "../data/ranked.js";
import { addSamples, addSentences } from "../data/samples.js";
import { useStore } from "../data/store.js";
import { AddItems } from "../ui/additems.js";
import { forgetDraft } from "../ui/drafts.js";
import { whole } from "../ui/figures.js";
import { Help } from "../ui/help.js";
import { html, useEffect, useLayoutEffect, useMemo, useState } from "../ui/html.js";
import { Icon } from "../ui/icons.js";
import { MOST_HITS, MapSearch } from "../ui/mapsearch.js";
import { MapView } from "../ui/mapview.js";
import { Ranking } from "../ui/neighbours.js";
import { colourOf } from "../ui/plot.js";
import { theme } from "../ui/theme.js";

const KINDS = { text: "Texts", image: "Pictures", page: "Pages", fused: "Both together" };
const MANY = 2000;

function Empty() {
  return html`<div class="empty">
    <h2>A place for everything</h2>
    <p class="muted">Add texts and pictures, or begin with ours: the drawings, and two thousand sentences about such drawings.</p>
    <div class="row">
      <button class="button primary" onClick=${addSamples}><${Icon} of="spark" />Show me the sample set</button>
      <button class="button" onClick=${() => (addSamples(), addSentences(MANY))}>2,000 sentences</button>
    </div>
  </div>`;
}

function Key({ items }) {
  const { name } = useStore(theme);
  const present = Object.entries(KINDS).filter(([kind]) => items.some((item) => item.kind === kind));
  return html`<ul class="map-key">${present.map(
    ([kind, words]) => html`<li><svg width="10" height="10" aria-hidden="true"><circle cx="5" cy="5" r="5" fill=${colourOf(name, kind)} /></svg>${words}</li>`,
  )}</ul>`;
}

const NEAREST = 8;

/** What is listed, and why no more. */
function Found({ list, near, all, onPick, onClear }) {
  const some = near
    ? `The nearest ${list.length} of ${whole(all - 1)} others.`
    : `The nearest third, and at most ${MOST_HITS}: ${list.length} of ${whole(all)} items.`;
  return html`<h2 class="minor">${near ? "Nearest to it" : "Nearest to your search"}</h2>
    <p class="small muted number">${some}</p>
    <${Ranking} entries=${list} onPick=${onPick} />
    <button class="button" onClick=${onClear}>${near ? "Clear the selection" : "Clear the search"}</button>`;
}

export default function MapPage() {
  const { items, work, instruction, load } = useStore(playground);
  const [hits, setHits] = useState(null);
  const [picked, setPicked] = useState(null);
  // before the page is painted, so that it never shows the former places as those of other items
  useLayoutEffect(arrange, [items, instruction, work.done < work.total]);
  // cosines of another model's vectors say nothing of these
  useEffect(() => setHits(null), [load]);
  const chosen = items.find((item) => item.id === picked?.id) ?? null;
  const near = useMemo(() => (chosen && vectorOf(chosen) ? around(chosen, items, NEAREST) : null), [items, chosen]);
  const list = near ?? hits;
  const withVector = useMemo(() => items.filter(vectorOf).length, [items, instruction]);
  const lit = useMemo(() => list && new Set(list.map(({ item }) => item.id)), [list]);
  const [cleared, setCleared] = useState(0);
  const found = (entries) => (setPicked(null), setHits(entries));
  const clearSearch = () => (forgetDraft("map-search"), setCleared(cleared + 1), setHits(null));
  return html`
    <div class="page-head"><div><h1>Map</h1><p>Neighbours here are mostly alike; all other distances, and directions, say nothing. Point at an item, or choose it, for lines
      to those truly nearest to it.</p></div></div>
    <div class="columns">
      <div class="side">
        <section class="card stack" aria-label="Search">
          <${MapSearch} key=${cleared} onHits=${found} />
          ${list &&
          html`<${Found} list=${list} near=${near} all=${withVector} onPick=${setPicked} onClear=${near ? () => setPicked(null) : clearSearch} />`}
        </section>
        <${AddItems} />
      </div>
      <section class="card map-card" aria-label="Map">
        ${items.length ? html`<${MapView} lit=${lit} picked=${chosen} onPick=${setPicked} />` : html`<${Empty} />`}
        ${items.length > 0 &&
        html`<div class="row map-foot"><${Key} items=${items} />
          <span class="small muted number">${work.done < work.total ? `${work.done} of ${work.total} items` : `${work.total} items`}</span></div>`}
        <${Help} about="map" />
      </section>
    </div>
  `;
}
