import type { IncomingMessage } from "node:http";
import { cookieOf, cookieOfOurs } from "./cookies.ts";

const NAME = "dispatch-lab-host";

/** The browser's host token, if it has one. */
export function hostTokenOf(request: Pick<IncomingMessage, "headers">): string | undefined {
  return cookieOf(request, NAME);
}

export function hostCookie(token: string): string {
  return cookieOfOurs(NAME, token);
}
