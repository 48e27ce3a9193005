// The same request from elsewhere, ready to copy. A key stands in the environment, never in the text.
import { BASE } from "./api.js";
import { session } from "./session.js";

const string = (text) => JSON.stringify(text);
const shell = (text) => `'${text.replaceAll("'", "'\\''")}'`;

/** What a request of an item says: its path, JSON fields or parts of a form. */
function request(item, { instruction, dimensions }) {
  const options = {
    ...(instruction ? { instruction } : {}),
    ...(dimensions ? { dimensions } : {}),
  };
  const path = { text: "embed/text", image: "embed/image", page: "embed/image", fused: "embed/multimodal" }[item.kind];
  const url = new URL(path, BASE).href;
  if (item.kind === "text") return { url, json: { texts: [item.text], ...options } };
  const file = { field: item.kind === "fused" ? "image" : "file", name: item.name };
  const fields = item.kind === "fused" ? { text: item.text, ...options } : options;
  return { url, file, fields, row: (item.page ?? 1) - 1 };
}

const keyed = () => session.value.credential !== null;

function curl({ url, json, file, fields }) {
  const key = keyed() ? ['  -H "X-API-Key: $TKR_EMBED_KEY"'] : [];
  const body = json
    ? ["  -H 'Content-Type: application/json'", `  -d ${shell(JSON.stringify(json))}`]
    : [
        `  -F ${shell(`${file.field}=@${file.name}`)}`,
        ...Object.entries(fields).map(([name, value]) => `  --form-string ${shell(`${name}=${value}`)}`),
      ];
  return [`curl -X POST ${url}`, ...key, ...body].join(" \\\n");
}

function python({ url, json, file, fields, row = 0 }) {
  const headers = keyed() ? ['    headers={"X-API-Key": os.environ["TKR_EMBED_KEY"]},'] : [];
  const body = json
    ? [`    json=${pythonValue(json)},`]
    : [
        `    files={${string(file.field)}: open(${string(file.name)}, "rb")},`,
        ...(Object.keys(fields).length ? [`    data=${pythonValue(fields)},`] : []),
      ];
  return [
    ...(keyed() ? ["import os", ""] : []),
    "import requests",
    "",
    "response = requests.post(",
    `    ${string(url)},`,
    ...headers,
    ...body,
    ")",
    "response.raise_for_status()",
    `vector = response.json()["embeddings"][${row}]`,
  ].join("\n");
}

const pythonValue = JSON.stringify;

function javascript({ url, json, file, fields, row = 0 }) {
  const key = keyed() ? '"X-API-Key": process.env.TKR_EMBED_KEY' : "";
  if (json) {
    const headers = ['"Content-Type": "application/json"', key].filter(Boolean).join(", ");
    return [
      `const response = await fetch(${string(url)}, {`,
      '  method: "POST",',
      `  headers: { ${headers} },`,
      `  body: JSON.stringify(${JSON.stringify(json)}),`,
      "});",
      "const [vector] = (await response.json()).embeddings;",
    ].join("\n");
  }
  return [
    'import { openAsBlob } from "node:fs";',
    "",
    "const form = new FormData();",
    `form.append(${string(file.field)}, await openAsBlob(${string(file.name)}), ${string(file.name)});`,
    ...Object.entries(fields).map(([name, value]) => `form.append(${string(name)}, ${string(String(value))});`),
    `const response = await fetch(${string(url)}, {`,
    '  method: "POST",',
    ...(key ? [`  headers: { ${key} },`] : []),
    "  body: form,",
    "});",
    `const vector = (await response.json()).embeddings[${row}];`,
  ].join("\n");
}

function java({ url, json, file, fields }) {
  const key = keyed() ? ['        .header("X-API-Key", System.getenv("TKR_EMBED_KEY"))'] : [];
  const client = [
    "HttpResponse<String> response =",
    "    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());",
  ];
  if (json) {
    return [
      `HttpRequest request =`,
      `    HttpRequest.newBuilder(URI.create(${string(url)}))`,
      '        .header("Content-Type", "application/json")',
      ...key,
      `        .POST(HttpRequest.BodyPublishers.ofString(${string(JSON.stringify(json))}))`,
      "        .build();",
      ...client,
    ].join("\n");
  }
  const part = (name, more = "") => `"--part\\r\\nContent-Disposition: form-data; name=\\"${name}\\"${more}\\r\\n\\r\\n"`;
  const texts = Object.entries(fields).map(
    ([name, value]) => `    HttpRequest.BodyPublishers.ofString(${part(name)} + ${string(String(value))} + "\\r\\n"),`,
  );
  return [
    "HttpRequest.BodyPublisher form = HttpRequest.BodyPublishers.concat(",
    ...texts,
    `    HttpRequest.BodyPublishers.ofString(${part(file.field, `; filename=\\"picture\\"`)}),`,
    `    HttpRequest.BodyPublishers.ofFile(Path.of(${string(file.name)})),`,
    '    HttpRequest.BodyPublishers.ofString("\\r\\n--part--\\r\\n"));',
    "HttpRequest request =",
    `    HttpRequest.newBuilder(URI.create(${string(url)}))`,
    '        .header("Content-Type", "multipart/form-data; boundary=part")',
    ...key,
    "        .POST(form)",
    "        .build();",
    ...client,
  ].join("\n");
}

const LANGUAGES = { curl, Python: python, JavaScript: javascript, Java: java };

/** Names of languages to the text of an item's request in each. */
export function calls(item, options) {
  const asked = request(item, options);
  return Object.fromEntries(Object.entries(LANGUAGES).map(([name, write]) => [name, write(asked)]));
}
