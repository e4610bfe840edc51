import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { languageOf } from "#shared/messages/language.ts";
import { terminalMessagesIn } from "#shared/messages/terminal.ts";
import type { TerminalMessages } from "#shared/messages/terminal.ts";
import type { BrokerStatus, LabId } from "#shared/protocol/lab-state.ts";
import type { Result } from "#shared/kernel/result.ts";
import type { AddressLimit } from "../limits/address-limit.ts";
import { isAllowedHost, isFromWithinAnotherSite, isSameOrigin } from "./allowed-origin.ts";
import { hostCookie, hostTokenOf } from "./host-cookie.ts";
import type { HostTokens } from "./host-token.ts";
import { OPERATOR_PATH, operatorCookie } from "./operator.ts";
import { secure } from "./security-headers.ts";
import type { Sender, SenderOf } from "./sender.ts";

export type PageHandler = (request: IncomingMessage, response: ServerResponse) => void;

export interface RequestPorts {
  readonly ownHosts: ReadonlySet<string>;
  readonly senderOf: SenderOf;
  readonly hostTokens: HostTokens;
  readonly operatorToken: string;
  readonly openLab: (
    hostToken: string,
  ) => Promise<Result<{ readonly labId: LabId }, { readonly max: number }>>;
  readonly labsMade: AddressLimit;
  /** Operator's tokens that were wrong. */
  readonly wrongTokens: AddressLimit;
  readonly brokerState: () => BrokerStatus["state"];
  /** Everything that is not ours. */
  readonly page: PageHandler;
  readonly dev: boolean;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly sender: Sender;
}

/** How long one whose address has made too many labs waits for the next. */
const RETRY_AFTER_S = 5;
/** Next's, and of no use to our pages: each request to it that can't be met would be a line in the log. */
const IMAGE_OPTIMIZER = "/_next/image";

/** Answers `POST /labs`, `GET /health` and the operator's address, and hands the rest to the pages. */
export function createRequestHandler(ports: RequestPorts): PageHandler {
  return (request, response) => {
    secure(request, response, { nonce: randomBytes(16).toString("base64"), dev: ports.dev });
    // engine.io answers these on its own listener, which comes after this one.
    if (request.url?.startsWith("/socket.io/") === true) return;
    const exchange: Exchange = { request, response, sender: ports.senderOf(request) };
    const { host } = exchange.sender;
    const [path = "/"] = (request.url ?? "/").split("?");
    const isRead = request.method === "GET" || request.method === "HEAD";
    if (!isAllowedHost(host, ports.ownHosts)) {
      refuse(exchange, 421, ({ hostRefused }) => hostRefused(host ?? ""));
    } else if (path === "/labs" && request.method === "POST") {
      void openLab(exchange, ports);
    } else if (isFromWithinAnotherSite(request)) {
      refuse(exchange, 403, ({ crossSiteRefused }) => crossSiteRefused);
    } else if (path === "/health" && isRead) {
      sendJson(response, 200, { status: "ok", broker: ports.brokerState() });
    } else if (path.startsWith(OPERATOR_PATH) && isRead) {
      becomeOperator(path.slice(OPERATOR_PATH.length), exchange, ports);
    } else if (ports.dev) {
      ports.page(request, response);
    } else if (!isRead) {
      // Pages are read; a server action that is not there would be a line in the log each time.
      response.setHeader("Allow", "GET, HEAD");
      refuse(exchange, 405, ({ methodRefused }) => methodRefused);
    } else if (path === IMAGE_OPTIMIZER || !isWellFormed(path)) {
      response.writeHead(404).end();
    } else {
      ports.page(request, response);
    }
  };
}

/** Whether its escapes are UTF-8: Next takes what isn't for a defect of its own. */
function isWellFormed(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/** The browser keeps the token; its address does not. */
function becomeOperator(
  shown: string,
  exchange: Exchange,
  { operatorToken, wrongTokens }: RequestPorts,
): void {
  const { response, sender } = exchange;
  response.setHeader("Cache-Control", "no-store");
  if (wrongTokens.isSpent(sender.address)) {
    refuse(exchange, 429, ({ tooManyTokens }) => tooManyTokens);
    return;
  }
  const cookie = operatorCookie(shown, operatorToken, sender.isSecure);
  if (cookie !== null) {
    response.writeHead(303, { Location: "/", "Set-Cookie": cookie }).end();
    return;
  }
  wrongTokens.take(sender.address);
  refuse(exchange, 403, ({ wrongOperatorToken }) => wrongOperatorToken);
}

async function openLab(
  { request, response, sender }: Exchange,
  ports: RequestPorts,
): Promise<void> {
  if (!isSameOrigin(request.headers, sender.host)) {
    sendJson(response, 403, { error: { code: "wrong-origin" } });
    return;
  }
  if (!ports.labsMade.take(sender.address)) {
    response.setHeader("Retry-After", String(RETRY_AFTER_S));
    sendJson(response, 429, { error: { code: "too-fast" } });
    return;
  }
  const token = hostTokenOf(request, ports.hostTokens) ?? ports.hostTokens.make();
  const opened = await ports.openLab(token);
  if (!opened.ok) {
    const { max } = opened.error;
    sendJson(response, 503, { error: { code: "limit", what: "labs", max } });
    return;
  }
  response.setHeader("Set-Cookie", hostCookie(token, sender.isSecure));
  sendJson(response, 201, { labId: opened.value.labId });
}

/** In the words of whoever asked. */
function refuse(
  { request, response }: Exchange,
  status: number,
  say: (words: TerminalMessages["startup"]) => string,
): void {
  const { startup } = terminalMessagesIn(languageOf(request.headers["accept-language"]));
  response
    .writeHead(status, { "Content-Type": "text/plain; charset=utf-8" })
    .end(`${say(startup)}\n`);
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response
    .writeHead(status, { "Content-Type": "application/json", "Cache-Control": "no-store" })
    .end(JSON.stringify(body));
}
