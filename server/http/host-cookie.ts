import type { IncomingMessage } from "node:http";

const NAME = "dispatch-lab-host";

/** The browser's host token, if it has one. */
export function hostTokenOf(request: Pick<IncomingMessage, "headers">): string | undefined {
  for (const pair of (request.headers.cookie ?? "").split(";")) {
    const [name, value] = pair.trim().split("=");
    if (name === NAME && value) return value;
  }
  return undefined;
}

export function hostCookie(token: string): string {
  return `${NAME}=${token}; HttpOnly; SameSite=Strict; Path=/; Max-Age=31536000`;
}
