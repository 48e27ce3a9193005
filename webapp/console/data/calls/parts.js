// What the calls of several languages are made of.
import { dataUrlOf } from "../dataurl.js";

/** Stands in JSON where a picture goes, as a data URL. */
export const PICTURE = "\ue000picture\ue000";

export const string = (text) => JSON.stringify(text);

/** JSON as an expression of a language, whose variable has the data URL. */
export const withVariable = (json, variable) => JSON.stringify(json).replace(string(PICTURE), () => variable);

/** What stands before the picture and after it. */
export const halves = (json) => JSON.stringify(json).split(PICTURE);

export const dataUrl = ({ type }) => `data:${type};base64,`;

/** Bytes in base64. */
export const encoded = async (blob) => (await dataUrlOf(blob)).split(",")[1];

/** Steps into an answer: ["embeddings", 0] as ["embeddings"][0]. */
export const indexed = (steps) => steps.map((step) => `[${string(step)}]`).join("");
