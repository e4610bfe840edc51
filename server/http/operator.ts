import { timingSafeEqual } from "node:crypto";
import { cookieOfOurs, cookiesOf } from "./cookies.ts";
import type { Sent } from "./sender.ts";

const NAME = "dispatch-lab-operator";

/** The operator's address: this, and the token. */
export const OPERATOR_PATH = "/operator/";

/** What a proxy adds to what it passes on. */
const PROXY_HEADERS = ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip"];

export interface OperatorDeps {
  /** Printed where the server was started, for whoever can read that. */
  readonly token: string;
  /** A proxy stands before the server, so that everybody seems to sit at this machine. */
  readonly behindProxy: boolean;
}

/**
 * Whether the request comes from whoever runs the server: from a browser that opened the operator's address, or, where
 * no proxy is, from this very machine.
 */
export function isOperator(request: Sent, { token, behindProxy }: OperatorDeps): boolean {
  if (cookiesOf(request, NAME).some((shown) => isSame(shown, token))) return true;
  if (behindProxy || PROXY_HEADERS.some((name) => name in request.headers)) return false;
  return isLoopback(request.socket.remoteAddress ?? "");
}

/** @returns the cookie for one who shows the right token. */
export function operatorCookie(shown: string, token: string, isSecure: boolean): string | null {
  return isSame(shown, token) ? cookieOfOurs(NAME, token, isSecure) : null;
}

function isSame(shown: string, token: string): boolean {
  const [one, other] = [Buffer.from(shown), Buffer.from(token)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function isLoopback(address: string): boolean {
  return address === "::1" || /^(::ffff:)?127\./.test(address);
}
