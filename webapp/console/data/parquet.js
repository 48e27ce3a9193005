// Items as a Parquet file, and such a file, ours or another's, as items again. Loaded when it is asked for.
import { parquetReadObjects } from "hyparquet";
import { parquetWriteBuffer } from "hyparquet-writer";

const text = (name) => ({ name, type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "OPTIONAL" });

const COLUMNS = [
  text("kind"),
  text("name"),
  { name: "page", type: "INT32", repetition_type: "OPTIONAL" },
  text("text"),
  text("model"),
  text("instruction"),
  { name: "picture", type: "BYTE_ARRAY", repetition_type: "OPTIONAL" },
];

/** As pandas and others read it: a list of floats that may be missing. */
const VECTOR = [
  { name: "vector", converted_type: "LIST", repetition_type: "OPTIONAL", num_children: 1 },
  { name: "list", repetition_type: "REPEATED", num_children: 1 },
  { name: "element", type: "FLOAT", repetition_type: "REQUIRED" },
];

/** @param rows an object each, by these names; pictures as bytes */
export function written(rows) {
  const names = [...COLUMNS.map(({ name }) => name), "vector"];
  const columnData = names.map((name) => ({ name, data: rows.map((row) => row[name] || null) }));
  const schema = [{ name: "items", num_children: names.length }, ...COLUMNS, ...VECTOR];
  return parquetWriteBuffer({ schema, columnData });
}

/** Rows by their columns' names. */
export const rowsOf = async (buffer) => parquetReadObjects({ file: buffer, utf8: false });
