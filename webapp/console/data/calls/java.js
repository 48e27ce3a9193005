// A call for Java, by its own HTTP client.
import { dataUrl, halves, string } from "./parts.js";

function source({ address, base64, file }) {
  if (base64 !== undefined) return [`byte[] picture = Base64.getDecoder().decode(${string(base64)});`];
  if (file !== undefined) return [`byte[] picture = Files.readAllBytes(Path.of(${string(file)}));`];
  return [
    `HttpRequest asked = HttpRequest.newBuilder(URI.create(${string(address)})).build();`,
    "byte[] picture = client.send(asked, HttpResponse.BodyHandlers.ofByteArray()).body();",
  ];
}

function posted({ url, keyed }, type, body) {
  return [
    "HttpRequest request =",
    `    HttpRequest.newBuilder(URI.create(${string(url)}))`,
    `        .header("Content-Type", ${string(type)})`,
    ...(keyed ? ['        .header("X-API-Key", System.getenv("TKR_EMBED_KEY"))'] : []),
    `        .POST(${body})`,
    "        .build();",
    "HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());",
  ];
}

const ofString = (text) => `HttpRequest.BodyPublishers.ofString(${text})`;

const head = (name, more = "") => `--part\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n`;

function asForm({ json, field }) {
  const texts = Object.entries(json).map(([name, value]) => `    ${ofString(string(`${head(name)}${value}\r\n`))},`);
  return [
    "HttpRequest.BodyPublisher form = HttpRequest.BodyPublishers.concat(",
    ...texts,
    `    ${ofString(string(head(field, '; filename="picture"')))},`,
    "    HttpRequest.BodyPublishers.ofByteArray(picture),",
    `    ${ofString(string("\r\n--part--\r\n"))});`,
  ];
}

/** JSON as an expression that has a picture in it, or none. */
function expression({ json, picture }) {
  const [before, after] = halves(json);
  if (!picture) return string(before);
  return `${string(before + dataUrl(picture))}\n            + Base64.getEncoder().encodeToString(picture) + ${string(after)}`;
}

export function java(asked) {
  const { field, picture } = asked;
  const body = field
    ? [...asForm(asked), ...posted(asked, "multipart/form-data; boundary=part", "form")]
    : posted(asked, "application/json", ofString(expression(asked)));
  return ["HttpClient client = HttpClient.newHttpClient();", ...(picture ? source(picture) : []), ...body].join("\n");
}
