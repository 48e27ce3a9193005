// The map's drawing: points that glide to their places, thumbnails where there is room, zoom and pan.
import { shortLabel } from "../data/labels.js";
import { drawLines, drawValues } from "./links.js";
import { Thumbnails } from "./thumbnails.js";

const SPEED = 0.25;
/** Pixels that nobody sees a point to be away. */
const THERE = 0.3;
const THUMBNAILS_UP_TO = 300;
const THUMBNAIL = 34;
const NAMED_UP_TO = 60;
const NAME_LENGTH = 28;
const BESIDE = 9;
const MARGIN = 46;
// below the buttons
const TOP = 74;
const REACH = 18;

const COLOURS = {
  light: { text: "#2b50d8", image: "#b45309", page: "#0f766e", fused: "#a21caf", ink: "#171a21", paper: "#ffffff" },
  dark: { text: "#9db4ff", image: "#f2b45f", page: "#5eead4", fused: "#e879f9", ink: "#e9ebf0", paper: "#161920" },
};

export const colourOf = (theme, kind) => COLOURS[theme][kind];

export class Plot {
  #canvas;
  #points = new Map();
  #view = { x: 0, y: 0, zoom: 1 };
  #fit = { x: 0, y: 0, scale: 1 };
  /** As it was when it was resized: asking the page for it at every frame would make it lay itself out. */
  #size = { width: 0, height: 0 };
  #sized = false;
  #images = new Thumbnails(() => this.draw());
  #frame = 0;
  #still = matchMedia("(prefers-reduced-motion: reduce)");

  /** Called after each painting, if anybody wants to know. */
  painted = null;

  constructor(canvas) {
    this.#canvas = canvas;
    this.state = { theme: "light", lit: null, hovered: null, picked: null, links: null };
  }

  /** Other items, or other places of them. */
  place(items, positions) {
    const points = new Map();
    for (const item of items) {
      const target = positions.get(item.id);
      if (!target) continue;
      const [x, y] = this.#from(item.id, target);
      points.set(item.id, { item, x, y, target });
    }
    this.#points = points;
    this.#images.keep(items);
    this.#measure();
    this.draw();
  }

  /** Where a point is now: a new one is at its place at once. */
  #from(id, target) {
    const before = this.#points.get(id);
    return before && !this.#still.matches ? [before.x, before.y] : target;
  }

  /** What is lit, hovered or picked, in which colours, and links: {from: an id, to: [{item, value}]}, or null. */
  show(state) {
    Object.assign(this.state, state);
    this.draw();
  }

  draw() {
    this.#frame ||= requestAnimationFrame(() => this.#paint());
  }

  /** Its canvas has another size. */
  resized() {
    this.#sized = false;
    this.draw();
  }

  stop() {
    cancelAnimationFrame(this.#frame);
  }

  /** The item under a place of the canvas, or null. */
  at(px, py) {
    let best = null;
    let least = REACH ** 2;
    for (const point of this.#points.values()) {
      const [x, y] = this.#pixel(point);
      const away = (x - px) ** 2 + (y - py) ** 2;
      if (away < least) [best, least] = [point.item, away];
    }
    return best;
  }

  /** Where an item is on the canvas. */
  pixelOf(id) {
    const point = this.#points.get(id);
    return point && this.#pixel(point);
  }

  /** The nearest item in a direction, for the arrow keys. */
  beside(id, dx, dy) {
    const from = this.pixelOf(id);
    if (!from) return this.#points.values().next().value?.item ?? null;
    let best = null;
    let least = Infinity;
    for (const point of this.#points.values()) {
      const [x, y] = this.#pixel(point);
      const along = (x - from[0]) * dx + (y - from[1]) * dy;
      const across = Math.abs((x - from[0]) * dy) + Math.abs((y - from[1]) * dx);
      if (along > 1 && along + 2 * across < least) [best, least] = [point.item, along + 2 * across];
    }
    return best;
  }

  pan(dx, dy) {
    this.#view.x += dx;
    this.#view.y += dy;
    this.draw();
  }

  /** Zooms by a factor around a place of the canvas. */
  zoom(factor, px = this.#centre()[0], py = this.#centre()[1]) {
    const zoom = Math.max(0.5, Math.min(40, this.#view.zoom * factor));
    const by = zoom / this.#view.zoom;
    const [cx, cy] = this.#centre();
    this.#view = {
      x: px - cx - (px - cx - this.#view.x) * by,
      y: py - cy - (py - cy - this.#view.y) * by,
      zoom,
    };
    this.draw();
  }

  /** Shows all again, unless these are in sight; whether it did. */
  reveal(ids) {
    const { width, height } = this.#size;
    const seen = ([x, y]) => x > 0 && y > 0 && x < width && y < height;
    const hidden = [...ids].map((id) => this.pixelOf(id)).some((at) => at && !seen(at));
    if (hidden) this.whole();
    return hidden;
  }

  whole() {
    this.#view = { x: 0, y: 0, zoom: 1 };
    this.draw();
  }

  #measure() {
    const targets = [...this.#points.values()].map((point) => point.target);
    if (!targets.length) return;
    const bounds = (axis) =>
      targets.reduce(([least, most], { [axis]: value }) => [Math.min(least, value), Math.max(most, value)], [Infinity, -Infinity]);
    const { width, height } = this.#size;
    const [[left, right], [top, bottom]] = [bounds(0), bounds(1)];
    const wide = (width - 2 * MARGIN) / Math.max(1e-6, right - left);
    const high = (height - TOP - MARGIN) / Math.max(1e-6, bottom - top);
    this.#fit = { x: (left + right) / 2, y: (top + bottom) / 2, scale: Math.min(wide, high, 1e5) };
  }

  /** Of what lies clear of the edges and the buttons. */
  #centre() {
    const { width, height } = this.#size;
    return [width / 2, (height + TOP - MARGIN) / 2];
  }

  #pixel({ x, y }) {
    const scale = this.#fit.scale * this.#view.zoom;
    const [cx, cy] = this.#centre();
    return [cx + this.#view.x + (x - this.#fit.x) * scale, cy + this.#view.y + (y - this.#fit.y) * scale];
  }

  #resize() {
    const ratio = devicePixelRatio || 1;
    this.#sized = true;
    this.#size = { width: this.#canvas.clientWidth, height: this.#canvas.clientHeight };
    const [width, height] = [this.#size.width * ratio, this.#size.height * ratio].map(Math.round);
    Object.assign(this.#canvas, { width, height });
    this.#measure();
    const context = this.#canvas.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
  }

  /** Moves every point a part of its way; whether one is still on it. */
  #glide() {
    let moving = false;
    const there = THERE / (this.#fit.scale * this.#view.zoom);
    for (const point of this.#points.values()) {
      const [dx, dy] = [point.target[0] - point.x, point.target[1] - point.y];
      if (Math.abs(dx) + Math.abs(dy) < there) continue;
      const speed = this.#still.matches ? 1 : SPEED;
      point.x += dx * speed;
      point.y += dy * speed;
      moving = true;
    }
    return moving;
  }

  #paint() {
    this.#frame = 0;
    if (!this.#sized) this.#resize();
    const moving = this.#glide();
    const context = this.#canvas.getContext("2d");
    context.clearRect(0, 0, this.#size.width, this.#size.height);
    const { lit } = this.state;
    const later = [];
    for (const point of this.#points.values()) {
      if (lit?.has(point.item.id) || point.item.id === this.state.hovered || point.item.id === this.state.picked) later.push(point);
      else this.#drawPoint(context, point, lit ? 0.15 : 0.85);
    }
    const lines = this.#lines();
    drawLines(context, lines, COLOURS[this.state.theme]);
    for (const point of later) this.#drawPoint(context, point, 1, true);
    drawValues(context, lines, COLOURS[this.state.theme]);
    this.painted?.();
    if (moving) this.draw();
  }

  /** From where to where on the canvas the links go, and their values. */
  #lines() {
    const { links } = this.state;
    const start = links && this.pixelOf(links.from);
    if (!start) return [];
    return links.to.map(({ item, value }) => ({ start, end: this.pixelOf(item.id), value })).filter(({ end }) => end);
  }

  #drawPoint(context, point, alpha, strong = false) {
    const [x, y] = this.#pixel(point);
    if (x < -40 || y < -40 || x > this.#size.width + 40 || y > this.#size.height + 40) return;
    context.globalAlpha = alpha;
    const image = this.#points.size <= THUMBNAILS_UP_TO || strong ? this.#images.of(point.item) : null;
    if (image) this.#drawImage(context, image, point.item, x, y, strong);
    else this.#drawDot(context, point.item, x, y, strong);
  }

  #drawDot(context, item, x, y, strong) {
    const colours = COLOURS[this.state.theme];
    context.fillStyle = colours[item.kind];
    context.beginPath();
    context.arc(x, y, strong ? 6.5 : this.#points.size > 600 ? 3 : 4.5, 0, 7);
    context.fill();
    if (this.#points.size <= NAMED_UP_TO) this.#drawName(context, item, x, y);
    if (!strong) return;
    context.strokeStyle = colours.ink;
    context.lineWidth = 1.5;
    context.stroke();
  }

  #drawName(context, item, x, y) {
    context.fillStyle = COLOURS[this.state.theme].ink;
    context.font = `12px ${getComputedStyle(this.#canvas).fontFamily}`;
    context.textBaseline = "middle";
    const name = shortLabel(item);
    const shown = name.length > NAME_LENGTH ? `${name.slice(0, NAME_LENGTH)}…` : name;
    // on the other side where the edge would cut it
    const width = context.measureText(shown).width;
    context.fillText(shown, x + BESIDE + width < this.#size.width ? x + BESIDE : x - BESIDE - width, y);
  }

  #drawImage(context, image, item, x, y, strong) {
    const colours = COLOURS[this.state.theme];
    const size = strong ? THUMBNAIL * 1.3 : THUMBNAIL;
    context.beginPath();
    context.roundRect(x - size / 2, y - size / 2, size, size, 5);
    context.save();
    context.clip();
    const side = Math.min(image.naturalWidth, image.naturalHeight);
    const [left, top] = [(image.naturalWidth - side) / 2, (image.naturalHeight - side) / 2];
    context.drawImage(image, left, top, side, side, x - size / 2, y - size / 2, size, size);
    context.restore();
    context.strokeStyle = strong ? colours.ink : colours[item.kind];
    context.lineWidth = strong ? 2 : 1.2;
    context.stroke();
  }
}
