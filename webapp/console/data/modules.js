// Modules that are fetched when they are first needed.

const CONSOLE = new URL("..", import.meta.url);
const failures = new Map();

// A module of the console by its path. An address that could not be fetched is remembered by browsers (HTML's module
// map; Chromium forgets it from some version after 150 on): the next try has another one.
export async function module(path) {
  const times = failures.get(path) ?? 0;
  try {
    return await import(new URL(times ? `${path}?again=${times}` : path, CONSOLE).href);
  } catch (error) {
    failures.set(path, times + 1);
    throw error;
  }
}
