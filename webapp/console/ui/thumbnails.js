// Pictures of items for a canvas: read when they are first asked for, and no more of them kept than the map shows at once.

const MOST = 400;

export class Thumbnails {
  #images = new Map();
  #read;

  /** @param read called whenever one of them has been read */
  constructor(read) {
    this.#read = read;
  }

  /** How many are kept. */
  get count() {
    return this.#images.size;
  }

  /** An item's, once it is read; null until then, and for what has no picture. */
  of({ id, url }) {
    if (!url) return null;
    const image = this.#images.get(id) ?? this.#ask(id, url);
    // the one that was asked for last is forgotten last
    this.#images.delete(id);
    this.#images.set(id, image);
    if (this.#images.size > MOST) this.#images.delete(this.#images.keys().next().value);
    return image.complete && image.naturalWidth ? image : null;
  }

  #ask(id, url) {
    const image = new Image(64, 64);
    image.onload = this.#read;
    image.src = url;
    return image;
  }

  /** Forgets those of other items. */
  keep(items) {
    const ids = new Set(items.map(({ id }) => id));
    for (const id of this.#images.keys()) if (!ids.has(id)) this.#images.delete(id);
  }
}
