// Items as files, and files of ours as items again.
import { playground, vectorOf } from "./items.js";
import { server } from "./server.js";

const COLUMNS = ["kind", "name", "text", "model", "instruction", "vector"];

const dataUrl = (blob) =>
  new Promise((done) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.readAsDataURL(blob);
  });

async function record(item, withPicture) {
  const { instruction } = playground.value;
  const vector = vectorOf(item);
  const picture = withPicture && item.blob ? { picture: await dataUrl(item.blob) } : {};
  return {
    kind: item.kind,
    name: item.name ?? "",
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

export function save(text, name, type) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

/** Rows of a CSV file (RFC 4180). */
export function rowsOf(text) {
  const rows = [[]];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy;
  for (let found; field.lastIndex < text.length && (found = field.exec(text)); ) {
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

/** A vector stays only where this server's model would make it again. */
async function item({ kind, name, text, model, instruction, vector, picture }) {
  const blob = picture ? blobOf(picture) : null;
  const same = vector && model === server.value.info?.model;
  const vectors = same ? { [instruction ?? ""]: Float32Array.from(vector) } : {};
  const lost = kind !== "text" && !blob && !same;
  const problem = lost ? "Its picture is not in the file." : null;
  return { kind, name, text, blob, vectors, problem };
}

/** The items of a file that was exported here. */
export async function imported(file) {
  return Promise.all(parsed(file, await file.text()).map(item));
}
