import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { languageOf } from "#shared/messages/language.ts";
import { terminalMessagesIn } from "#shared/messages/terminal.ts";
import type { BrokerStatus, LabId } from "#shared/protocol/lab-state.ts";
import type { Result } from "#shared/kernel/result.ts";
import { isAllowedHost, isSameOrigin } from "./allowed-origin.ts";
import { hostCookie, hostTokenOf } from "./host-cookie.ts";
import { OPERATOR_PATH, operatorCookie } from "./operator.ts";
import { secure } from "./security-headers.ts";

export type PageHandler = (request: IncomingMessage, response: ServerResponse) => void;

export interface RequestPorts {
  readonly ownHosts: ReadonlySet<string>;
  readonly newHostToken: () => string;
  readonly operatorToken: string;
  readonly openLab: (
    hostToken: string,
  ) => Promise<Result<{ readonly labId: LabId }, { readonly max: number }>>;
  readonly brokerState: () => BrokerStatus["state"];
  /** Everything that is not ours. */
  readonly page: PageHandler;
  readonly dev: boolean;
}

/** Answers `POST /labs`, `GET /health` and the operator's address, and hands the rest to the pages. */
export function createRequestHandler(ports: RequestPorts): PageHandler {
  return (request, response) => {
    // engine.io answers these on its own listener.
    if (request.url?.startsWith("/socket.io/") === true) return;
    secure(request, response, { nonce: randomBytes(16).toString("base64"), dev: ports.dev });
    if (!isAllowedHost(request, ports.ownHosts)) {
      const language = languageOf(request.headers["accept-language"]);
      const { startup } = terminalMessagesIn(language);
      const words = startup.hostRefused(request.headers.host ?? "");
      response.writeHead(421, { "Content-Type": "text/plain; charset=utf-8" }).end(`${words}\n`);
      return;
    }
    const [path = "/"] = (request.url ?? "/").split("?");
    if (path === "/health" && request.method === "GET") {
      sendJson(response, 200, { status: "ok", broker: ports.brokerState() });
    } else if (path === "/labs" && request.method === "POST") {
      void openLab(request, response, ports);
    } else if (path.startsWith(OPERATOR_PATH) && request.method === "GET") {
      becomeOperator(path.slice(OPERATOR_PATH.length), request, response, ports);
    } else {
      ports.page(request, response);
    }
  };
}

/** The browser keeps the token; its address does not. */
function becomeOperator(
  shown: string,
  request: IncomingMessage,
  response: ServerResponse,
  { operatorToken }: RequestPorts,
): void {
  const cookie = operatorCookie(shown, operatorToken);
  response.setHeader("Cache-Control", "no-store");
  if (cookie !== null) {
    response.writeHead(303, { Location: "/", "Set-Cookie": cookie }).end();
    return;
  }
  const { startup } = terminalMessagesIn(languageOf(request.headers["accept-language"]));
  response
    .writeHead(403, { "Content-Type": "text/plain; charset=utf-8" })
    .end(`${startup.wrongOperatorToken}\n`);
}

async function openLab(
  request: IncomingMessage,
  response: ServerResponse,
  ports: RequestPorts,
): Promise<void> {
  if (!isSameOrigin(request)) {
    sendJson(response, 403, { error: { code: "wrong-origin" } });
    return;
  }
  const existing = hostTokenOf(request);
  const token = existing ?? ports.newHostToken();
  const opened = await ports.openLab(token);
  if (!opened.ok) {
    const { max } = opened.error;
    sendJson(response, 503, { error: { code: "limit", what: "labs", max } });
    return;
  }
  if (existing === undefined) response.setHeader("Set-Cookie", hostCookie(token));
  sendJson(response, 201, { labId: opened.value.labId });
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response
    .writeHead(status, { "Content-Type": "application/json", "Cache-Control": "no-store" })
    .end(JSON.stringify(body));
}
