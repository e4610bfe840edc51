import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";

type Headed = Pick<IncomingMessage, "headers">;

/**
 * Whether the request's Host is one we answer for. An address is safe; a name could be an
 * attacker's, made to point here (DNS rebinding), unless it is ours.
 */
export function isAllowedHost(request: Headed, ownHosts: ReadonlySet<string>): boolean {
  const name = hostnameOf(request.headers.host);
  if (name === null) return false;
  return name === "localhost" || isIP(name) !== 0 || ownHosts.has(name);
}

/** Whether the request comes from a page of ours, or from no page at all. */
export function isSameOrigin({ headers: { origin, host } }: Headed): boolean {
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host?.toLowerCase();
}

function hostnameOf(host: string | undefined): string | null {
  if (host === undefined || !URL.canParse(`http://${host}`)) return null;
  return new URL(`http://${host}`).hostname.replace(/^\[|\]$/g, "");
}
