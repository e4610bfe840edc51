import type { IncomingMessage } from "node:http";

/** Every cookie of that name, as the browser orders them: a page beside ours can add another. */
export function cookiesOf(
  request: Pick<IncomingMessage, "headers">,
  name: string,
): readonly string[] {
  return (request.headers.cookie ?? "").split(";").flatMap((pair) => {
    const [key, value] = pair.trim().split("=");
    return key === name && value ? [value] : [];
  });
}

/** Out of reach of scripts, of other sites, and, behind https, of who listens on the way. */
export function cookieOfOurs(name: string, value: string, isSecure: boolean): string {
  const secure = isSecure ? "; Secure" : "";
  return `${name}=${value}; HttpOnly; SameSite=Strict; Path=/; Max-Age=31536000${secure}`;
}
