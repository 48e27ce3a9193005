// What the server was started with, as an administrator may see it.
import { getJson } from "./api.js";
import { session } from "./session.js";
import { Store } from "./store.js";

/** list: every setting, null until it was read; trouble: an ApiError of the reading. */
export const settings = new Store({ list: null, trouble: null });

session.watch(({ credential }) => credential || settings.set({ list: null }));

export async function readSettings() {
  try {
    settings.set({ list: (await getJson("admin/config")).settings, trouble: null });
  } catch (trouble) {
    settings.set({ trouble });
  }
}

/** What somebody has set, rather than the program. */
export const isOwn = ({ set, source }) => set && source !== "default";

/** Its section of a YAML file: all but the last name of its path. */
export const sectionOf = ({ path }) => path.split(".").slice(0, -1).join(".");

/** Sections in the order of the list, each with its settings. */
export function bySection(list) {
  const sections = new Map();
  for (const setting of list) {
    const section = sectionOf(setting);
    sections.set(section, [...(sections.get(section) ?? []), setting]);
  }
  return [...sections];
}
