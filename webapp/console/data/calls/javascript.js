// A call for JavaScript, as Node.js runs a module.
import { dataUrl, indexed, string, withVariable } from "./parts.js";

function source({ address, base64, file }) {
  if (address) return `await (await fetch(${string(address)})).blob()`;
  return base64 === undefined ? `await openAsBlob(${string(file)})` : `new Blob([Buffer.from(${string(base64)}, "base64")])`;
}

function posted({ url, keyed, vector }, body, headers = []) {
  const all = [...headers, ...(keyed ? ['"X-API-Key": process.env.TKR_EMBED_KEY'] : [])];
  return [
    `const response = await fetch(${string(url)}, {`,
    '  method: "POST",',
    ...(all.length ? [`  headers: { ${all.join(", ")} },`] : []),
    `  body: ${body},`,
    "});",
    "if (!response.ok) throw new Error(await response.text());",
    `const vector = (await response.json())${indexed(vector)};`,
  ];
}

const JSON_TYPE = '"Content-Type": "application/json"';

function asForm({ json, field }) {
  return [
    "const form = new FormData();",
    `form.append(${string(field)}, picture, "picture");`,
    ...Object.entries(json).map(([name, value]) => `form.append(${string(name)}, ${string(String(value))});`),
  ];
}

export function javascript(asked) {
  const { json, field, picture } = asked;
  const asJson = posted(asked, `JSON.stringify(${withVariable(json, "dataUrl")})`, [JSON_TYPE]);
  if (!picture) return asJson.join("\n");
  const read = [
    ...(picture.file === undefined ? [] : ['import { openAsBlob } from "node:fs";', ""]),
    `const picture = ${source(picture)};`,
  ];
  if (field) return [...read, ...asForm(asked), ...posted(asked, "form")].join("\n");
  const url = `const dataUrl = ${string(dataUrl(picture))} + Buffer.from(await picture.arrayBuffer()).toString("base64");`;
  return [...read, url, ...asJson].join("\n");
}
