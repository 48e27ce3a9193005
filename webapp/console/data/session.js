// Who is asking. The credential lives in this page's memory alone: closing the tab signs out.
import { Store } from "./store.js";

/** credential: an API key or a JSON Web Token; role: "nobody", "caller" or "administrator"; asking: the dialog is open. */
export const session = new Store({ credential: null, role: "nobody", asking: false });

export const askToSignIn = () => session.set({ asking: true });

export const signOut = () => session.set({ credential: null, role: "nobody" });

/** The headers that present it: `Authorization` takes keys and tokens alike. */
export function credentials() {
  const { credential } = session.value;
  return credential ? { Authorization: `Bearer ${credential}` } : {};
}
