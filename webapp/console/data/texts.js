// The text of a file, whatever program wrote it.

const MARKS = { "utf-16le": [0xff, 0xfe], "utf-16be": [0xfe, 0xff] };
/** Windows' own, where bytes are no UTF-8. */
const OLD = "windows-1252";

const marked = (bytes) => Object.keys(MARKS).find((name) => MARKS[name].every((byte, i) => bytes[i] === byte));

/** By its mark, or else UTF-8, or else what older programs write. */
export async function textOf(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const name = marked(bytes);
  if (name) return new TextDecoder(name).decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder(OLD).decode(bytes);
  }
}

export const lines = (text) =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);
