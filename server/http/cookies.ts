import type { IncomingMessage } from "node:http";

/** A cookie of the browser's, if it has one of that name. */
export function cookieOf(
  request: Pick<IncomingMessage, "headers">,
  name: string,
): string | undefined {
  for (const pair of (request.headers.cookie ?? "").split(";")) {
    const [key, value] = pair.trim().split("=");
    if (key === name && value) return value;
  }
  return undefined;
}

/** Out of reach of scripts and of other sites. */
export function cookieOfOurs(name: string, value: string): string {
  return `${name}=${value}; HttpOnly; SameSite=Strict; Path=/; Max-Age=31536000`;
}
