// What the words mean, where they are used: two sentences each.
import { html } from "./html.js";

const TEXTS = {
  cosine: [
    "What is cosine?",
    "A vector is a direction, and the cosine says how nearly two of them point the same way: 1 is the same, 0 is nothing in common, and below 0 means no more than 0 does. Compare cosines with each other rather than with a fixed bar, because each model spreads its own differently.",
  ],
  instruction: [
    "What does an instruction do?",
    "It tells the model what to look for before it reads an item, so the same picture gets another vector when you ask for its colour than when you ask for its subject. Use one instruction for everything that you compare.",
  ],
  dimensions: [
    "What do dimensions and number types cost?",
    "A vector's leading numbers carry the most, so a shorter vector, or one in bytes or bits, takes less memory and searches faster. What is lost depends on the model and on your items: here it is measured on exactly these.",
  ],
  fused: [
    "What is one vector of both?",
    "A picture and a text can be read together, as one question: this picture, but in blue. Its vector lies near what both together mean, not halfway between the two.",
  ],
  tokens: [
    "What are tokens?",
    "The model reads words and pictures in pieces, its tokens: a picture is resized and cut into squares of two by two patches, a text into parts of words. More of them take longer, and what is smaller than a square is hard to see.",
  ],
  stages: [
    "What are these times?",
    "They are those of the request that brought the vector: its items are prepared (words to tokens, pictures decoded and resized), wait for the model, and are read by it, pictures first by the vision tower. What lies in the cache skips all three.",
  ],
  map: [
    "How is the map made?",
    "Each item's vector has hundreds of dimensions, and the map puts what is close there close here (UMAP, begun from the two main directions). It cannot keep all of that on a plane, so ask the lines and their cosines, not the distance, how alike two items are.",
  ],
};

export const Help = ({ about }) => html`
  <details class="help"><summary>${TEXTS[about][0]}</summary><p>${TEXTS[about][1]}</p></details>
`;
