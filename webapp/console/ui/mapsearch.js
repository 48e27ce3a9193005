// Lights up what lies nearest to a text or a picture that need not be on the map.
import { embedGroup } from "../data/embedding.js";
import { madeBy, playground, vectorOf } from "../data/items.js";
import { ranked } from "../data/ranked.js";
import { drafted } from "./drafts.js";
import { html, useEffect, useRef, useState } from "./html.js";
import { Icon } from "./icons.js";

export const MOST_HITS = 8;

async function vectorFor(item) {
  const { instruction } = playground.value;
  let found = null;
  await embedGroup([item], instruction, {
    wanted: (items) => items,
    vectors: (_, [vector], { model }) => {
      madeBy(model);
      found = vector;
    },
    cost: () => {},
    waits: (waiting, trouble) => playground.set({ waiting, trouble: waiting ? trouble : null }),
    failed: (_, error) => {
      throw error;
    },
  });
  return found;
}

/** The third of the items that is nearest to something, best first: {item, value}. */
export async function search(item) {
  const vector = await vectorFor(item);
  const others = playground.value.items.filter(vectorOf);
  if (!others.length) throw new Error("No item has a vector yet.");
  return ranked(vector, others, Math.min(MOST_HITS, Math.ceil(others.length / 3)));
}

export function MapSearch({ onHits }) {
  const field = useRef(null);
  const file = useRef(null);
  const [wrong, setWrong] = useState("");
  /** Counts what was searched for: only the last of it is answered, and nothing once the search was cleared. */
  const searches = useRef(0);
  useEffect(() => () => void searches.current++, []);
  const run = async (item) => {
    const mine = ++searches.current;
    setWrong("");
    try {
      const hits = await search(item);
      if (mine === searches.current) onHits(hits);
    } catch (error) {
      if (mine === searches.current) setWrong(error.message);
    }
  };
  const submit = (event) => {
    event.preventDefault();
    const text = field.current.value.trim();
    if (text) run({ kind: "text", text });
    else (searches.current++, onHits(null));
  };
  const chosen = ({ target }) => {
    const [blob] = target.files;
    if (blob) run({ kind: "image", name: blob.name, blob });
    target.value = "";
  };
  return html`<form class="stack" onSubmit=${submit}>
    <label class="label" for="map-search">Search by meaning</label>
    <input class="input" ...${drafted("map-search")} ref=${field} placeholder="a big red star" autocomplete="off" />
    <div class="row"><button class="button primary" type="submit">Search</button>
      <button class="button" type="button" onClick=${() => file.current.click()}><${Icon} of="picture" />By picture</button>
      <input class="hidden" type="file" accept="image/*" tabindex="-1" aria-hidden="true" ref=${file} onChange=${chosen} /></div>
    <p class="bad small" role="alert">${wrong}</p>
  </form>`;
}
