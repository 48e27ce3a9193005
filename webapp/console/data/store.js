// A value that tells who watches it when it is another.
import { useEffect, useState } from "../ui/html.js";

export class Store {
  #value;
  #watchers = new Set();

  constructor(value) {
    this.#value = value;
  }

  get value() {
    return this.#value;
  }

  /** Changes some of its fields. */
  set(fields) {
    this.#value = { ...this.#value, ...fields };
    for (const watcher of [...this.#watchers]) watcher(this.#value);
  }

  /** Calls back at every change; returns what ends it. */
  watch(watcher) {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }
}

/** The value of a store, in a component that is drawn again when it changes. */
export function useStore(store) {
  const [value, setValue] = useState(store.value);
  useEffect(() => {
    setValue(store.value);
    return store.watch(setValue);
  }, [store]);
  return value;
}
