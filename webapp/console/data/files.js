// From what a visitor drops, pastes or chooses to items.
import { ApiError } from "./api.js";
import { add } from "./items.js";
import { module } from "./modules.js";

const LINES = /\.(txt|md)$/i;
const isPdf = (file) => file.type === "application/pdf" || /\.pdf$/i.test(file.name);
const OURS = /\.(json|csv|parquet)$/i;

/** A file that was read and has nothing for us in it; its message says what is missing. */
export class NoItems extends Error {}

/** Every file of dropped folders, too. */
export async function droppedFiles(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.some((entry) => entry.isDirectory)) return [...transfer.files];
  return (await Promise.all(entries.map(filesBelow))).flat();
}

async function filesBelow(entry) {
  if (entry.isFile) return [await new Promise((done, failed) => entry.file(done, failed))];
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    // a reader hands out a hundred at a time
    const some = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (!some.length) return (await Promise.all(found.map(filesBelow))).flat();
    found.push(...some);
  }
}

// Adds pictures, pages, lines of texts, and what was exported here; returns what could not be used.
//
// @param files or a promise of them
export async function addFiles(files) {
  const refused = [];
  const items = [];
  let found = [];
  try {
    found = await files;
  } catch {
    refused.push("what was dropped cannot be read");
  }
  for (const file of found) {
    try {
      const read = await itemsOf(file);
      if (!read) refused.push(`${file.name}: neither a picture, a PDF file nor a list of texts`);
      else if (!read.length) refused.push(`${file.name}: nothing is in it`);
      else items.push(...read);
    } catch (error) {
      refused.push(`${file.name}: ${error instanceof ApiError || error instanceof NoItems ? error.message : "cannot be read"}`);
    }
  }
  if (items.length) add(items);
  return refused;
}

async function itemsOf(file) {
  if (file.type.startsWith("image/")) return [{ kind: "image", name: file.name, blob: file }];
  if (isPdf(file)) return pages(file);
  if (OURS.test(file.name)) return (await module("data/exports.js")).imported(file);
  if (LINES.test(file.name)) return texts(file);
  return null;
}

/** An item for each line. */
async function texts(file) {
  const { lines, textOf } = await module("data/texts.js");
  return lines(await textOf(file)).map((text) => ({ kind: "text", text }));
}

/** An item for each page; how many there are, the server says. */
async function pages(file) {
  const { pagesOf } = await import("./seen.js");
  const count = await pagesOf(file, file.name);
  return Array.from({ length: count }, (_, i) => ({ kind: "page", name: file.name, blob: file, page: i + 1 }));
}
