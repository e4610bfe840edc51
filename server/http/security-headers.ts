import type { IncomingMessage, ServerResponse } from "node:http";

/** What every answer carries, also one without a request that could be read. */
export const PLAIN_HEADERS = {
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
} as const;

/** For an answer that is no page. */
export const NO_PAGE_POLICY = "default-src 'none'; frame-ancestors 'none'";

/**
 * Sets what every answer carries. The nonce goes to Next on the request, and Next puts it on
 * its scripts.
 *
 * @param dev Next's development server evaluates code and opens a socket of its own.
 */
export function secure(
  request: IncomingMessage,
  response: ServerResponse,
  { nonce, dev }: { readonly nonce: string; readonly dev: boolean },
): void {
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`,
    // Charts set style attributes.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${dev ? " ws:" : ""}`,
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
  request.headers["content-security-policy"] = policy;
  response.setHeader("Content-Security-Policy", policy);
  for (const [name, value] of Object.entries(PLAIN_HEADERS)) response.setHeader(name, value);
}
