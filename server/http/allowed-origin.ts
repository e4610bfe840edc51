import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { isIP } from "node:net";

/**
 * Whether the Host asked for is one we answer for. An address is safe; a name could be an
 * attacker's, made to point here (DNS rebinding), unless it is ours.
 */
export function isAllowedHost(host: string | undefined, ownHosts: ReadonlySet<string>): boolean {
  const name = hostnameOf(host);
  if (name === null) return false;
  return name === "localhost" || isIP(name) !== 0 || ownHosts.has(name);
}

/** Whether it comes from a page of ours, or from no page at all. @param host what was asked for. */
export function isSameOrigin(headers: IncomingHttpHeaders, host: string | undefined): boolean {
  if (headers["sec-fetch-site"] === "cross-site") return false;
  const { origin } = headers;
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host?.toLowerCase();
}

/** Whether another site's page has it asked for in its own midst. All that one may is lead somebody here, by a link. */
export function isFromWithinAnotherSite({
  method,
  headers,
}: Pick<IncomingMessage, "method" | "headers">): boolean {
  if (headers["sec-fetch-site"] !== "cross-site") return false;
  const isLink =
    headers["sec-fetch-mode"] === "navigate" && headers["sec-fetch-dest"] === "document";
  return !(method === "GET" && isLink);
}

function hostnameOf(host: string | undefined): string | null {
  if (host === undefined || !URL.canParse(`http://${host}`)) return null;
  return new URL(`http://${host}`).hostname.replace(/^\[|\]$/g, "");
}
