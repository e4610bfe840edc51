import type { IncomingMessage } from "node:http";
import { cookieOfOurs, cookiesOf } from "./cookies.ts";
import type { HostTokens } from "./host-token.ts";

const NAME = "dispatch-lab-host";

/** The browser's host token, if it has one that we made: one that somebody gave it is none. */
export function hostTokenOf(
  request: Pick<IncomingMessage, "headers">,
  tokens: Pick<HostTokens, "isOurs">,
): string | undefined {
  return cookiesOf(request, NAME).find(tokens.isOurs);
}

export function hostCookie(token: string, isSecure: boolean): string {
  return cookieOfOurs(NAME, token, isSecure);
}
