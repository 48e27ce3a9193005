// A call for Python, by requests.
import { dataUrl, indexed, string, withVariable } from "./parts.js";

function source({ address, base64, file }) {
  if (address) return `requests.get(${string(address)}).content`;
  return base64 === undefined ? `open(${string(file)}, "rb").read()` : `base64.b64decode(${string(base64)})`;
}

/** @param inUrl whether the picture goes as a data URL */
function modules({ keyed, picture }, inUrl) {
  const needed = [inUrl || picture?.base64 !== undefined ? "import base64" : "", keyed ? "import os" : ""].filter(Boolean);
  return [...needed, ...(needed.length ? [""] : []), "import requests", ""];
}

function body({ json, field }) {
  if (!field) return [`    json=${withVariable(json, "data_url")},`];
  return [`    files={${string(field)}: picture},`, ...(Object.keys(json).length ? [`    data=${string(json)},`] : [])];
}

export function python(asked) {
  const { url, field, picture, keyed, vector } = asked;
  const inUrl = picture && !field;
  return [
    ...modules(asked, inUrl),
    ...(picture ? [`picture = ${source(picture)}`] : []),
    ...(inUrl ? [`data_url = ${string(dataUrl(picture))} + base64.b64encode(picture).decode()`] : []),
    "response = requests.post(",
    `    ${string(url)},`,
    ...(keyed ? ['    headers={"X-API-Key": os.environ["TKR_EMBED_KEY"]},'] : []),
    ...body(asked),
    ")",
    "response.raise_for_status()",
    `vector = response.json()${indexed(vector)}`,
  ].join("\n");
}
