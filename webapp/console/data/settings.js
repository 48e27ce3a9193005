// What the server was started with, as an administrator may see it.
import { getJson } from "./api.js";
import { ofVisitor, readInto } from "./session.js";

/** list: every setting, null until it was read; trouble: an ApiError of the reading. */
export const settings = ofVisitor({ list: null, trouble: null });

export const readSettings = () =>
  readInto(settings, async () => ({ list: (await getJson("admin/config")).settings }));

/** What somebody has set, rather than the program. */
export const isOwn = ({ set, source }) => set && source !== "default";

/** Its section of a YAML file: all but the last name of its path. */
const sectionOf = ({ path }) => path.split(".").slice(0, -1).join(".");

/** Sections in the order of the list, each with its settings. */
export function bySection(list) {
  const sections = new Map();
  for (const setting of list) {
    const section = sectionOf(setting);
    sections.set(section, [...(sections.get(section) ?? []), setting]);
  }
  return [...sections];
}
