import { createServer, type Server } from "node:http";
import type { PageHandler } from "./request-handler.ts";

export interface Pages {
  readonly handle: PageHandler;
  readonly close: () => Promise<void>;
}

export interface PagesOptions {
  readonly http: Server;
  readonly hostname: string;
  readonly port: number;
  readonly dev: boolean;
}

/** Loads Next, and only here: tests of everything else start without it. */
export async function loadNextPages({ http, hostname, port, dev }: PagesOptions): Promise<Pages> {
  const { default: next } = await import("next");
  // Built pages need no upgrades: a detached server keeps Next away from our sockets.
  const httpServer = dev ? http : createServer();
  const app = next({ dev, hostname, port, httpServer });
  await app.prepare();
  const handle = app.getRequestHandler();
  return {
    handle: (request, response) => void handle(request, response),
    close: () => app.close(),
  };
}
