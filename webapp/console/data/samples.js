// Sets to begin with: the demonstration model's drawings, and sentences of the words it knows.
import { add } from "./items.js";

const FOLDER = new URL("../samples/", import.meta.url);

async function picture(file) {
  const response = await fetch(new URL(file, FOLDER));
  return { name: file, blob: await response.blob() };
}

/** Eight drawings, the sentences that describe them, and one drawing that a sentence changes. */
export async function addSamples() {
  const { pictures, composed } = await (await fetch(new URL("samples.json", FOLDER))).json();
  const drawings = await Promise.all(pictures.map(({ file }) => picture(file)));
  const [change] = composed;
  const changed = await picture(change.picture);
  const items = [
    ...drawings.map((drawing) => ({ kind: "image", ...drawing })),
    ...pictures.map(({ caption }) => ({ kind: "text", text: caption })),
    { kind: "text", text: change.text },
    { kind: "fused", ...changed, text: change.text },
  ];
  return add(items.map((item) => ({ ...item, sample: true })));
}

const COLOURS = ["red", "blue", "green", "yellow", "black", "orange", "purple", "white"];
const SHAPES = ["circle", "square", "triangle", "star", "heart", "cross", "ring", "diamond"];
const SIZES = ["", "small ", "big "];
const PLACES = ["", " on the left", " on the right", " at the top", " at the bottom"];
const BESIDE = ["", " left of a blue square", " above a red circle"];

/** So many different sentences of what the demonstration model knows. */
export function addSentences(count) {
  const sentences = [];
  for (const beside of BESIDE)
    for (const place of PLACES)
      for (const size of SIZES)
        for (const shape of SHAPES)
          for (const colour of COLOURS) sentences.push(`a ${size}${colour} ${shape}${place}${beside}`);
  return add(sentences.slice(0, count).map((text) => ({ kind: "text", text, sample: true })));
}
