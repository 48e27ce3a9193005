// Who is asking. The credential lives in this page's memory alone: closing the tab signs out.
import { Store } from "./store.js";

/** credential: an API key or a JSON Web Token; role: "nobody", "caller" or "administrator"; asking: the dialog is open. */
export const session = new Store({ credential: null, role: "nobody", asking: false });

/** Calls back whenever another credential holds. */
export function onVisitor(callback) {
  let held = session.value.credential;
  session.watch(({ credential }) => {
    if (credential === held) return;
    held = credential;
    callback(credential);
  });
}

/** A store of what one visitor may see: nothing of it outlives his sign-in. */
export function ofVisitor(empty) {
  const store = new Store(empty);
  onVisitor(() => store.set(empty));
  return store;
}

// Sets what was found, or as `trouble` the ApiError of asking for it: unless another visitor is there when it comes.
//
// @param live whether it is still wanted then
export async function readInto(store, ask, live = () => true) {
  const { credential } = session.value;
  const fields = await ask().then((found) => ({ ...found, trouble: null }), (trouble) => ({ trouble }));
  if (live() && credential === session.value.credential) store.set(fields);
}

export const askToSignIn = () => session.set({ asking: true });

export const signOut = () => session.set({ credential: null, role: "nobody" });

/** The headers that present one: `Authorization` takes keys and tokens alike. */
export const presented = (credential) => (credential ? { Authorization: `Bearer ${credential}` } : {});

export const credentials = () => presented(session.value.credential);
