// Calls of this server. Every failure is an ApiError that says what to do next.
import { credentials } from "./session.js";

/** Where the server's paths begin, which a proxy may have put below a prefix. */
export const BASE = new URL("../../", import.meta.url);

export class ApiError extends Error {
  // @param status of HTTP; 0 when nobody answered
  // @param code of the error's body
  // @param retryAfter seconds, or 0 when the answer named none
  constructor(status, code, message, retryAfter = 0) {
    super(message);
    Object.assign(this, { status, code, retryAfter });
  }

  /** Whether the same request may pass later. */
  get passes() {
    return this.status === 429 || (this.status === 503 && this.retryAfter > 0);
  }
}

async function failure(response) {
  const body = await response.json().catch(() => ({}));
  const { code = "UNKNOWN", message = `The server answered ${response.status}.` } = body.error ?? {};
  const retryAfter = Number(response.headers.get("Retry-After") ?? 0);
  return new ApiError(response.status, code, message, retryAfter);
}

/** The answer of a path below the server's root. */
export async function call(path, options = {}) {
  const headers = { ...credentials(), ...options.headers };
  let response;
  try {
    response = await fetch(new URL(path, BASE), { cache: "no-store", ...options, headers });
  } catch {
    throw new ApiError(0, "UNREACHABLE", "The server does not answer.");
  }
  if (!response.ok) throw await failure(response);
  return response;
}

export const getJson = async (path) => (await call(path)).json();

export async function sendJson(path, body, method = "POST") {
  const response = await call(path, {
    method,
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  return response.status === 204 ? null : response.json();
}
