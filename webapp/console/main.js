// The console: pages by the address's fragment, each loaded with its stylesheets when it is first opened.
import { modelOf } from "./data/embedding.js";
import { embedMissing, madeBy, playground } from "./data/items.js";
import { module } from "./data/modules.js";
import { forgetSeen } from "./data/seen.js";
import { loadOf, server, watchServer } from "./data/server.js";
import { onVisitor } from "./data/session.js";
import { html, render, useEffect, useRef, useState } from "./ui/html.js";
import { styles, useLoaded } from "./ui/loading.js";
import { Shell } from "./ui/shell.js";

const described = (path, name, sheets) => ({
  path,
  name,
  load: () => Promise.all([module(`pages/${name.toLowerCase()}.js`), styles(...sheets)]).then(([page]) => page.default),
});

const PAGES = [
  described("/", "Playground", ["items"]),
  described("/map", "Map", ["items", "map"]),
  described("/overview", "Overview", ["overview"]),
  described("/models", "Models", ["tables", "admin"]),
  described("/keys", "Keys", ["tables", "admin", "keys"]),
  described("/configuration", "Configuration", ["admin", "configuration"]),
  described("/log", "Log", ["tables", "admin", "log"]),
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
  const shown = useRef(null);
  useEffect(() => {
    scrollTo(0, 0);
    // a screen reader goes on with the page that was opened; the first one it reads anyway
    if (shown.current) document.getElementById("main").focus({ preventScroll: true });
    shown.current = Content;
  }, [Content]);
  return html`<${Shell} pages=${PAGES} current=${page.path}>${Content && html`<${Content} />`}<//>`;
}

/** What waits goes on when the server is ready, back, or knows the visitor. */
let phase = "unknown";
let info = null;
let load = null;
const unanswered = () => playground.value.trouble?.code === "UNREACHABLE";
server.watch((now) => {
  // what it said before is no news: vectors may have come since
  if (now.info && now.info !== info) {
    // a model of the same name need not be the same
    const again = load !== null && loadOf(now.health) !== load;
    load = loadOf(now.health);
    madeBy(modelOf(now.info.model, now.info.embedding_dim), again);
  }
  info = now.info;
  if (now.phase === "ready" && (phase !== "ready" || unanswered())) embedMissing();
  phase = now.phase;
});
onVisitor(() => {
  // what the one before was refused is no news to this one
  playground.set({ trouble: null, waiting: 0 });
  embedMissing();
});
/** What the model sees is kept as long as its item, and as its model. */
let former = playground.value;
playground.watch((now) => {
  if (now.load !== former.load) forgetSeen();
  if (now.items.length < former.items.length) {
    const ids = new Set(now.items.map(({ id }) => id));
    forgetSeen((id) => !ids.has(id));
  }
  former = now;
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

render(html`<${Console} />`, document.getElementById("app"));
watchServer();
