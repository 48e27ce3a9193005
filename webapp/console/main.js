// The console: pages by the address's fragment, each loaded with its stylesheets when it is first opened.
import { embedMissing, forgetVectors, playground } from "./data/items.js";
import { forgetSeen } from "./data/seen.js";
import { server, watchServer } from "./data/server.js";
import { session } from "./data/session.js";
import { html, render, useEffect, useState } from "./ui/html.js";
import { styles, useLoaded } from "./ui/loading.js";
import { Shell } from "./ui/shell.js";

const described = (path, name, load, sheets) => ({
  path,
  name,
  load: () => Promise.all([load(), styles(...sheets)]).then(([module]) => module.default),
});

const PAGES = [
  described("/", "Playground", () => import("./pages/playground.js"), ["items"]),
  described("/map", "Map", () => import("./pages/map.js"), ["items", "map"]),
  described("/overview", "Overview", () => import("./pages/overview.js"), ["overview"]),
  described("/models", "Models", () => import("./pages/models.js"), ["tables", "admin"]),
  described("/keys", "Keys", () => import("./pages/keys.js"), ["tables", "admin", "keys"]),
  described("/configuration", "Configuration", () => import("./pages/configuration.js"), ["admin", "configuration"]),
  described("/log", "Log", () => import("./pages/log.js"), ["tables", "admin", "log"]),
];

const asked = () => location.hash.slice(1).split("?")[0] || "/";
const pageOf = (path) => PAGES.find((page) => page.path === path) ?? PAGES[0];

function Console() {
  const [page, setPage] = useState(pageOf(asked()));
  const Content = useLoaded(page.load, "h1");
  useEffect(() => {
    const moved = () => setPage(pageOf(asked()));
    addEventListener("hashchange", moved);
    return () => removeEventListener("hashchange", moved);
  }, []);
  useEffect(() => void (document.title = `${page.name} · tkr-embed`), [page]);
  useEffect(() => scrollTo(0, 0), [Content]);
  return html`<${Shell} pages=${PAGES} current=${page.path}>${Content && html`<${Content} />`}<//>`;
}

/** Another model makes other vectors; a server that is back, or knows the visitor, goes on with what waits. */
let model = null;
let phase = "unknown";
const unanswered = () => playground.value.trouble?.status === 0;
server.watch((now) => {
  if (now.info && model && model !== now.info.model) (forgetSeen(), forgetVectors());
  else if (now.phase === "ready" && (phase !== "ready" || unanswered())) embedMissing();
  model = now.info?.model ?? model;
  phase = now.phase;
});
// a request that nobody answered is how the end of a server is noticed first
let missed = false;
playground.watch(() => {
  const now = unanswered();
  if (now && !missed) watchServer();
  missed = now;
});
/** Items live in this page alone: the browser asks before a reload or a closed tab loses those that are not ours. */
const asks = (event) => event.preventDefault();
playground.watch(({ items }) => {
  if (items.some(({ sample }) => !sample)) addEventListener("beforeunload", asks);
  else removeEventListener("beforeunload", asks);
});
session.watch(({ role }) => role !== "nobody" && embedMissing());

render(html`<${Console} />`, document.getElementById("app"));
watchServer();
