// Light or dark: as the visitor's system says, until he says otherwise. No secret, so it may be kept.
import { Store } from "../data/store.js";

const system = matchMedia("(prefers-color-scheme: dark)");
const KEPT = "tkr-embed.theme";

const kept = () => {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
};

const current = () => kept() ?? (system.matches ? "dark" : "light");

export const theme = new Store({ name: current() });

function show() {
  document.documentElement.dataset.theme = theme.value.name;
}

theme.watch(show);
system.addEventListener("change", () => theme.set({ name: current() }));
show();

export function toggleTheme() {
  const name = theme.value.name === "dark" ? "light" : "dark";
  try {
    localStorage.setItem(KEPT, name);
  } catch {
    // a browser that keeps nothing shows it until the page is closed
  }
  theme.set({ name });
}
