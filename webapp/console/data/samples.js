// Sets to begin with: the demonstration model's drawings, and sentences of the words it knows.
import { call, getJson } from "./api.js";
import { add, playground } from "./items.js";

const FOLDER = "console/samples";

async function picture(file) {
  const address = `${FOLDER}/${file}`;
  const response = await call(address);
  return { name: file, blob: await response.blob(), address };
}

async function samples() {
  const { pictures, composed } = await getJson(`${FOLDER}/samples.json`);
  const drawings = await Promise.all(pictures.map(({ file }) => picture(file)));
  const [change] = composed;
  const changed = await picture(change.picture);
  const items = [
    ...drawings.map((drawing) => ({ kind: "image", ...drawing })),
    ...pictures.map(({ caption }) => ({ kind: "text", text: caption })),
    { kind: "text", text: change.text },
    { kind: "fused", ...changed, text: change.text },
  ];
  return items.map((item) => ({ ...item, sample: true }));
}

/** Eight drawings, the sentences that describe them, and one drawing that a sentence changes. */
export async function addSamples() {
  try {
    add(await samples());
  } catch (trouble) {
    playground.set({ trouble });
  }
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
