// What is fetched when it is first needed: stylesheets, scripts that are no modules, and components with both.
import { server } from "../data/server.js";
import { html, useEffect, useState } from "./html.js";

const known = new Map();

/** Fetches by an element of the head, each address once; what failed is asked for again the next time. */
function fetched(address, element) {
  const asked = new Promise((done, failed) => {
    element.onload = done;
    element.onerror = () => {
      known.delete(address);
      element.remove();
      failed(new Error(`${address} cannot be fetched`));
    };
    document.head.append(element);
  });
  known.set(address, asked);
  return asked;
}

export const stylesheet = (href) =>
  known.get(href) ?? fetched(href, Object.assign(document.createElement("link"), { rel: "stylesheet", href }));

export const script = (src) => known.get(src) ?? fetched(src, Object.assign(document.createElement("script"), { src }));

/** Stylesheets of the folder style by their names; a later one beats those before it. */
export const styles = (...names) =>
  Promise.all(names.map((name) => stylesheet(new URL(`../style/${name}.css`, import.meta.url).href)));

function Missing({ heading, onAgain }) {
  return html`<section class="card empty" role="alert"><${heading}>This could not be loaded<//>
    <p class="muted">The server did not answer when this part of the console was fetched.</p>
    <button class="button" onClick=${onAgain}>Try again</button></section>`;
}

// A component that is fetched when it is first shown: the former one until it is there, null before the first, and
// what to do about it where that failed.
//
// @param load answers with the component; the same function while the same one is meant
// @param heading the element that says so, as the page around it needs
export function useLoaded(load, heading) {
  const [Content, setContent] = useState(null);
  const [round, setRound] = useState(0);
  useEffect(() => {
    let left = false;
    const again = () => left || setRound(round + 1);
    let unwatch = () => {};
    const missed = () => {
      if (left) return;
      setContent(() => () => html`<${Missing} heading=${heading} onAgain=${again} />`);
      unwatch = server.watch(({ back }) => back && again());
    };
    load().then((loaded) => left || setContent(() => loaded), missed);
    return () => {
      left = true;
      unwatch();
    };
  }, [load, round]);
  return Content;
}
