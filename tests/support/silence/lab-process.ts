import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { LabClient } from "#tests/support/lab/lab-client.ts";

/** A server in a process of its own. */
export interface LabProcess {
  readonly pid: number;
  /** A browser's connection to a lab of its own. */
  readonly host: () => Promise<LabClient>;
  /** Another connection to the same lab: a stranger's, or its host's, whose first a long silence may have ended. */
  readonly join: (labId: string, as?: "host") => Promise<LabClient>;
  /** Lets it close in order. */
  readonly end: () => Promise<void>;
}

const PROGRAM = join(import.meta.dirname, "lab-program.ts");

export async function startLabProcess(amqpUrl: string): Promise<LabProcess> {
  const child = fork(PROGRAM, [], {
    execArgv: ["--import", "tsx"],
    env: { ...process.env, AMQP_URL: amqpUrl },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const ended = once(child, "exit");
  const [{ url }] = (await once(child, "message")) as [{ readonly url: string }];
  const clients: LabClient[] = [];
  const cookies = new Map<string, string | undefined>();
  const connect = async (labId: string, cookie?: string) => {
    const client = new LabClient(url, cookie);
    clients.push(client);
    await client.connected();
    await client.join(labId);
    return client;
  };
  return {
    pid: child.pid ?? NaN,
    host: async () => {
      const response = await fetch(`${url}/labs`, { method: "POST" });
      const { labId } = (await response.json()) as { labId: string };
      const cookie = response.headers.getSetCookie()[0]?.split(";")[0];
      cookies.set(labId, cookie);
      return connect(labId, cookie);
    },
    join: (labId, as) => connect(labId, as === "host" ? cookies.get(labId) : undefined),
    end: async () => {
      for (const client of clients) client.leave();
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}
