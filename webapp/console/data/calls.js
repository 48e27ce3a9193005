// The same request from elsewhere, ready to copy. A key stands in the environment, never in the text.
import { BASE } from "./api.js";
import { curl } from "./calls/curl.js";
import { java } from "./calls/java.js";
import { javascript } from "./calls/javascript.js";
import { python } from "./calls/python.js";
import { PICTURE, encoded } from "./calls/parts.js";
import { session } from "./session.js";

/** Bytes of the largest picture that a call holds itself; another one is read from its file. */
const INSIDE = 24 * 1024;

const LANGUAGES = { curl, Python: python, JavaScript: javascript, Java: java };

/** Our own routes answer with floats: a form where there is a picture. */
const FLOATS = {
  text: ({ text }) => ({ path: "embed/text", json: { texts: [text] } }),
  image: () => ({ path: "embed/image", field: "file", json: {} }),
  page: () => ({ path: "embed/image", field: "file", json: {} }),
  fused: ({ text }) => ({ path: "embed/multimodal", field: "image", json: { text } }),
};

/** Bytes and bits come by Cohere's route, its bits as numpy's `packbits` packs them. */
const ROUNDED = {
  text: ({ text }) => ({ texts: [text] }),
  image: () => ({ images: [PICTURE] }),
  page: () => ({ images: [PICTURE] }),
  fused: ({ text }) => ({ inputs: [{ content: [{ type: "image_url", image_url: { url: PICTURE } }, { type: "text", text }] }] }),
};
const NAMES = { int8: "int8", binary: "ubinary" };

// Where the picture comes from: {address} of the server's own, {base64} or {file}; null of a text.
async function pictureOf({ kind, blob, name, address }) {
  if (kind === "text") return null;
  const type = blob?.type || "application/octet-stream";
  if (address) return { type, address: new URL(address, BASE).href };
  return blob?.size <= INSIDE ? { type, base64: await encoded(blob) } : { type, file: name };
}

const given = (fields) => Object.fromEntries(Object.entries(fields).filter(([, value]) => value));

/** {url, json, field, picture, keyed, vector}: field: of a form, or undefined for JSON; vector: its place in the answer. */
async function request(item, { instruction, dimensions, type }) {
  const [picture, row] = [await pictureOf(item), (item.page ?? 1) - 1];
  const keyed = session.value.credential !== null;
  if (type === "float") {
    const { path, field, json } = FLOATS[item.kind](item);
    const fields = { ...json, ...given({ instruction, dimensions }) };
    return { url: new URL(path, BASE).href, json: fields, field, picture, keyed, vector: ["embeddings", row] };
  }
  const name = NAMES[type];
  const json = { ...ROUNDED[item.kind](item), embedding_types: [name], ...given({ instruction, output_dimension: dimensions }) };
  return { url: new URL("v2/embed", BASE).href, json, picture, keyed, vector: ["embeddings", name, row] };
}

// The text of an item's request in each language; what it needs that is not in it: {texts, vector, file, keyed}.
//
// @param options {instruction, dimensions or null for all, type of PRECISIONS}
export async function calls(item, options) {
  const asked = await request(item, options);
  const texts = Object.fromEntries(Object.entries(LANGUAGES).map(([name, write]) => [name, write(asked)]));
  const [first, ...more] = asked.vector;
  const place = first + more.map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`)).join("");
  return { texts, vector: place, file: asked.picture?.file ?? null, keyed: asked.keyed };
}
