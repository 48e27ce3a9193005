// The canvas with what a pointer, a finger and the arrow keys do on it.
import { label, playground, vectorOf } from "../data/items.js";
import { shortLabel } from "../data/labels.js";
import { places } from "../data/places.js";
import { around } from "../data/ranked.js";
import { useStore } from "../data/store.js";
import { dot } from "../data/vectors.js";
import { html, useEffect, useLayoutEffect, useMemo, useRef, useState } from "./html.js";
import { Icon } from "./icons.js";
import { ItemName } from "./item.js";
import { Plot } from "./plot.js";
import { theme } from "./theme.js";

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const ZOOM = 1.35;
const THUMBNAIL = 72;
const LINES = 5;

/** How alike an item is to the picked one, or else to its nearest. */
function alike(item, picked, links) {
  if (picked && picked !== item && vectorOf(picked) && vectorOf(item))
    return ["To the picked one", picked, dot(vectorOf(picked), vectorOf(item))];
  const [nearest] = links?.from === item.id ? links.to : [];
  return nearest && ["Nearest", nearest.item, nearest.value];
}

function Alike({ to: [word, item, value] }) {
  return html`<p class="map-alike small">${word}: <q class="clip">${shortLabel(item)}</q> <strong class="number">${value.toFixed(2)}</strong></p>`;
}

/** Above its point, wherever that moves. */
function Tip({ item, to, plot }) {
  const tip = useRef(null);
  useLayoutEffect(() => {
    const follow = () => {
      const at = plot.current.pixelOf(item.id);
      tip.current.hidden = !at;
      if (at) Object.assign(tip.current.style, { left: `${at[0]}px`, top: `${at[1]}px` });
    };
    follow();
    plot.current.painted = follow;
    return () => (plot.current.painted = null);
  }, [item.id]);
  return html`<div class="map-tip" ref=${tip}>${item.url ? html`<${ItemName} item=${item} size=${THUMBNAIL} />` : html`<p>${label(item)}</p>`}${to && html`<${Alike} to=${to} />`}</div>`;
}

/** Pointers: one drags, two pinch, none but hovering shows what is under it. */
function pointers(plot, onHover, onPick) {
  const down = new Map();
  let moved = 0;
  const distance = () => {
    const [a, b] = [...down.values()];
    return Math.hypot(a[0] - b[0], a[1] - b[1]);
  };
  return {
    onPointerDown(event) {
      event.target.setPointerCapture(event.pointerId);
      down.set(event.pointerId, [event.offsetX, event.offsetY]);
      moved = 0;
    },
    onPointerMove(event) {
      const before = down.get(event.pointerId);
      if (!before) return onHover(plot.current.at(event.offsetX, event.offsetY));
      const apart = down.size === 2 ? distance() : 0;
      down.set(event.pointerId, [event.offsetX, event.offsetY]);
      moved += Math.abs(event.offsetX - before[0]) + Math.abs(event.offsetY - before[1]);
      if (apart) plot.current.zoom(distance() / apart, event.offsetX, event.offsetY);
      else plot.current.pan(event.offsetX - before[0], event.offsetY - before[1]);
    },
    onPointerUp(event) {
      if (down.delete(event.pointerId) && moved < 4) onPick(plot.current.at(event.offsetX, event.offsetY));
    },
    onPointerCancel: (event) => down.delete(event.pointerId),
    onPointerLeave: () => onHover(null),
  };
}

function useWheel(canvas, plot) {
  useEffect(() => {
    const wheel = (event) => {
      event.preventDefault();
      plot.current.zoom(Math.exp(-event.deltaY / 400), event.offsetX, event.offsetY);
    };
    canvas.current.addEventListener("wheel", wheel, { passive: false });
  }, []);
}

/** Lines from an item to those that are truly nearest to it. */
function useLinks(from, items) {
  return useMemo(() => from && vectorOf(from) && { from: from.id, to: around(from, items, LINES) }, [from, items]);
}

const spoken = (item, to) => (to ? `${label(item)}. ${to[0]}: ${label(to[1])}, ${to[2].toFixed(2)}` : label(item));

/** @param lit ids that stand out, or null; picked the item that was chosen; onPick(item or null) */
export function MapView({ lit, picked, onPick }) {
  const canvas = useRef(null);
  const plot = useRef(null);
  const [hovered, setHovered] = useState(null);
  const { items, work } = useStore(playground);
  const { positions, share, settled } = useStore(places);
  const { name } = useStore(theme);
  useEffect(() => {
    plot.current = new Plot(canvas.current);
    const sizes = new ResizeObserver(() => plot.current.resized());
    sizes.observe(canvas.current);
    return () => (sizes.disconnect(), plot.current.stop());
  }, []);
  useEffect(() => plot.current.place(items, positions), [items, positions]);
  const links = useLinks(picked ?? hovered, items);
  useEffect(
    () => plot.current.show({ theme: name, lit, links, hovered: hovered?.id ?? null, picked: picked?.id ?? null }),
    [name, lit, links, hovered, picked],
  );
  useEffect(() => void (lit && plot.current.reveal(lit)), [lit]);
  useWheel(canvas, plot);
  // a drag goes on while the map is drawn anew
  const pointed = useMemo(() => pointers(plot, setHovered, onPick), [onPick]);
  const keys = (event) => {
    const arrow = ARROWS[event.key];
    if (event.key === "+" || event.key === "-") return plot.current.zoom(event.key === "+" ? ZOOM : 1 / ZOOM);
    if (event.key === "Escape") return onPick(null);
    if (!arrow) return;
    event.preventDefault();
    onPick(plot.current.beside(picked?.id, ...arrow) ?? picked);
  };
  const shown = hovered ?? picked;
  const to = shown && alike(shown, picked, links);
  return html`<div class="map-frame" aria-busy=${!settled || work.done < work.total ? "true" : "false"}>
    <canvas ref=${canvas} class="map-canvas" tabindex="0" role="application" onKeyDown=${keys}
      aria-label=${`Map of ${items.length} items. Arrow keys go from item to item, plus and minus zoom.`}
      ...${pointed}></canvas>
    ${shown && html`<${Tip} item=${shown} to=${to} plot=${plot} />`}
    <div class="map-tools">
      <button class="button icon" aria-label="Zoom in" onClick=${() => plot.current.zoom(ZOOM)}><${Icon} of="plus" /></button>
      <button class="button icon" aria-label="Zoom out" onClick=${() => plot.current.zoom(1 / ZOOM)}><${Icon} of="minus" /></button>
      <button class="button" onClick=${() => plot.current.whole()}>Fit all</button>
    </div>
    ${share < 1 && html`<progress class="map-progress" value=${share} max="1" aria-label="Layout of the map"></progress>`}
    <p class="hidden" aria-live="polite">${picked ? spoken(picked, alike(picked, picked, links)) : ""}</p>
  </div>`;
}
