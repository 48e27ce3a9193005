// A call for a shell.
import { dataUrl, halves } from "./parts.js";

const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;
const plain = (text) => (/^[\w:/.-]+$/.test(text) ? text : quoted(text));

/** Writes the picture's bytes. */
function source({ address, base64, file }) {
  if (address) return `curl -s ${plain(address)}`;
  return base64 === undefined ? `cat ./${plain(file)}` : `echo ${base64} | base64 -d`;
}

function posted({ url, keyed }, body) {
  const key = keyed ? ['-H "X-API-Key: $TKR_EMBED_KEY"'] : [];
  return [`curl -X POST ${plain(url)}`, ...key, ...body].join(" \\\n  ");
}

const asJson = (asked, data) => posted(asked, ["-H 'Content-Type: application/json'", `-d ${data}`]);

function asForm(asked) {
  const texts = Object.entries(asked.json).map(([name, value]) => `--form-string ${quoted(`${name}=${value}`)}`);
  return posted(asked, [`-F '${asked.field}=@-;filename=picture'`, ...texts]);
}

export function curl(asked) {
  const { json, field, picture } = asked;
  if (!picture) return asJson(asked, quoted(JSON.stringify(json)));
  if (field) return `${source(picture)} |\n${asForm(asked)}`;
  const [before, after] = halves(json);
  return [
    "{",
    `  printf %s ${quoted(before + dataUrl(picture))}`,
    `  ${source(picture)} | base64 | tr -d '\\n'`,
    `  printf %s ${quoted(after)}`,
    `} | ${asJson(asked, "@-")}`,
  ].join("\n");
}
