import { setTimeout as delay } from "node:timers/promises";

/** A process says nothing for so long, and hears nothing: its peers' sockets stay open. */
export async function silence(pid: number, forMs: number): Promise<void> {
  process.kill(pid, "SIGSTOP");
  try {
    await delay(forMs);
  } finally {
    process.kill(pid, "SIGCONT");
  }
}
