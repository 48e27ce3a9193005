// Items as files, and files of ours as items again.
import { dataUrlOf } from "./dataurl.js";
import { NoItems } from "./files.js";
import { playground, vectorOf } from "./items.js";
import { module } from "./modules.js";
import { server } from "./server.js";
import { textOf } from "./texts.js";

const COLUMNS = ["kind", "name", "page", "text", "model", "instruction", "vector"];

async function record(item, withPicture) {
  const { instruction } = playground.value;
  const vector = vectorOf(item);
  const picture = withPicture && item.blob && item.kind !== "page" ? { picture: await dataUrlOf(item.blob) } : {};
  return {
    kind: item.kind,
    name: item.name ?? "",
    page: item.page ?? "",
    text: item.text ?? "",
    model: server.value.info?.model ?? "",
    instruction,
    vector: vector ? [...vector] : null,
    ...picture,
  };
}

const records = (withPicture) =>
  Promise.all(playground.value.items.map((item) => record(item, withPicture)));

const quoted = (value) => {
  const text = Array.isArray(value) ? JSON.stringify(value) : String(value ?? "");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** Everything, pictures included, so that it can be imported whole. */
export const asJson = async () => JSON.stringify({ items: await records(true) });

/** One line for each item; a picture by its name alone. */
export async function asCsv() {
  const rows = (await records(false)).map((one) => COLUMNS.map((column) => quoted(one[column])));
  return [COLUMNS, ...rows].map((row) => row.join(",")).join("\r\n") + "\r\n";
}

/** Everything, pictures as bytes, for programs of many rows. */
export async function asParquet() {
  const { written } = await module("data/parquet.js");
  const bytes = async (item) => (item.blob && item.kind !== "page" ? new Uint8Array(await item.blob.arrayBuffer()) : null);
  const rows = await records(false);
  const pictures = await Promise.all(playground.value.items.map(bytes));
  return written(rows.map((row, i) => ({ ...row, picture: pictures[i] })));
}

/** @param content a text, or bytes */
export function save(content, name, type) {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

/** Rows of a CSV file (RFC 4180). */
export function rowsOf(text) {
  const rows = [[]];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy;
  while (field.lastIndex < text.length) {
    const found = field.exec(text);
    if (!found) throw new Error(`row ${rows.length} is no CSV`);
    rows.at(-1).push(found[1] === undefined ? found[2] : found[1].replaceAll('""', '"'));
    if (found[3] !== ",") rows.push([]);
  }
  return rows.filter((row) => row.length > 1 || row[0]);
}

function parsed(file, text) {
  if (/\.json$/i.test(file.name)) return JSON.parse(text).items;
  const [columns, ...rows] = rowsOf(text);
  return rows.map((row) => {
    const one = Object.fromEntries(columns.map((column, i) => [column, row[i]]));
    return { ...one, vector: one.vector ? JSON.parse(one.vector) : null };
  });
}

/** The bytes of a data URL, which the page's policy keeps `fetch` from. */
function blobOf(url) {
  const [head, body] = url.split(",");
  const bytes = Uint8Array.from(atob(body), (character) => character.charCodeAt(0));
  return new Blob([bytes], { type: head.match(/^data:([^;]*)/)[1] });
}

const KINDS = ["text", "image", "page", "fused"];

/** Whether a row says what an item needs, so that no page stumbles over it later. */
const isItem = ({ kind, name, text }) =>
  KINDS.includes(kind) &&
  (kind === "image" || kind === "page" || (typeof text === "string" && text.trim() !== "")) &&
  (kind === "text" || typeof name === "string");

/** A vector stays only where this server's model would make it again. */
async function item({ kind, name, page, text, model, instruction, vector, picture }) {
  const blob = picture ? (typeof picture === "string" ? blobOf(picture) : new Blob([picture])) : null;
  const { info } = server.value;
  const numbers = vector?.length && vector.every(Number.isFinite);
  const same = numbers && model === info?.model && vector.length === info.embedding_dim;
  const vectors = same ? { [instruction ?? ""]: Float32Array.from(vector) } : {};
  const lost = kind !== "text" && !blob && !same;
  const problem = lost ? "Its picture is not in the file." : null;
  return { kind, name, ...(page ? { page: Number(page) } : {}), text, blob, vectors, problem };
}

/** The items of a file that was exported here; another's has at least a column of texts. */
export async function imported(file) {
  const rows = /\.parquet$/i.test(file.name) ? await parquetRows(file) : parsed(file, await textOf(file));
  const items = rows.map((row) => ({ ...row, kind: row.kind || "text" })).filter(isItem);
  if (!items.length) throw new NoItems("no row of it is an item: a text in a column “text”, or what was exported here");
  return Promise.all(items.map(item));
}

async function parquetRows(file) {
  const { rowsOf: rows } = await module("data/parquet.js");
  return rows(await file.arrayBuffer());
}
