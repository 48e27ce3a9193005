// What the model sees of an item: a picture resized and cut into tokens, a text as its tokens.
import { call, sendJson } from "./api.js";

const known = new Map();

function form({ blob, name }) {
  const parts = new FormData();
  parts.append("file", blob, name);
  return parts;
}

/** Of each picture, or page, of a file what /preprocess says; pixels of the one at a place. */
async function preprocessed(item, pixels) {
  const query = pixels === undefined ? "" : `?pixels=${pixels}`;
  return (await call(`preprocess${query}`, { method: "POST", body: form(item) })).json();
}

/** How many pages a PDF file has. */
export const pagesOf = async (blob, name) => (await preprocessed({ blob, name })).images.length;

/** Rows of red, green and blue in base64 as a canvas' pixels. */
function imageData({ pixels, resized_width: width, resized_height: height }) {
  const rgb = Uint8Array.from(atob(pixels), (character) => character.charCodeAt(0));
  const data = new ImageData(width, height);
  for (let i = 0; i < width * height; i++) {
    data.data.set(rgb.subarray(3 * i, 3 * i + 3), 4 * i);
    data.data[4 * i + 3] = 255;
  }
  return data;
}

async function picture(item) {
  const place = (item.page ?? 1) - 1;
  const said = await preprocessed(item, place);
  const image = said.images[place];
  const side = said.patch_size * said.merge_size;
  return { kind: "picture", ...image, side, data: imageData(image) };
}

async function text(item) {
  const [tokens] = await sendJson("tokenize", { inputs: item.text });
  return { kind: "text", tokens };
}

/** {kind: "picture", width, resized_width, tokens, side, data, ..} or {kind: "text", tokens: [{id, text}]}. */
export function seen(item) {
  if (!known.has(item.id)) {
    const asked = item.kind === "text" ? text(item) : picture(item);
    known.set(item.id, asked);
    asked.catch(() => known.delete(item.id));
  }
  return known.get(item.id);
}

/** Another model sees otherwise; pictures that are not shown any more need no memory. */
export function forgetSeen(isGone = () => true) {
  for (const id of known.keys()) if (isGone(id)) known.delete(id);
}

/** A page as a small picture, an address of it. */
export async function thumbnail(item) {
  const { data } = await picture(item);
  const canvas = Object.assign(document.createElement("canvas"), { width: data.width, height: data.height });
  canvas.getContext("2d").putImageData(data, 0, 0);
  return URL.createObjectURL(await new Promise((done) => canvas.toBlob(done)));
}
