import { describe, expect, it } from "vitest";
import { openWire, type WireClient } from "#broker/testing/wire-client.ts";
import { byTitle } from "./by-title.ts";
import type { Attempt, TutorialClient } from "./tutorial-client.ts";

interface Refusal {
  readonly title: string;
  readonly attempt: Attempt;
  /** What is there before the attempt. */
  readonly given?: (wire: WireClient, queue: string) => Promise<unknown>;
  /** Where it is attempted, if not at the broker's URL. */
  readonly at?: (url: URL) => void;
  readonly says: (queue: string) => string;
}

const REFUSALS: readonly Refusal[] = [
  {
    title: "CN3: a wrong password",
    attempt: "connect",
    at: (url) => (url.password = "wrong"),
    says: () =>
      "ACCESS_REFUSED - Login was refused using authentication mechanism PLAIN. For details see the broker logfile.",
  },
  {
    title: "CN7: a virtual host that is not there",
    attempt: "connect",
    at: (url) => (url.pathname = "/nope"),
    says: () => "NOT_ALLOWED - vhost nope not found",
  },
  {
    title: "QU3: a queue that is not there",
    attempt: "declarePassively",
    says: (queue) => `NOT_FOUND - no queue '${queue}' in vhost '/'`,
  },
  {
    title: "QU1: a queue declared again with other settings",
    attempt: "declareDurable",
    given: (wire, queue) => wire.call("queue.declare", { queue, autoDelete: true }),
    says: (queue) =>
      `PRECONDITION_FAILED - inequivalent arg 'durable' for queue '${queue}' in vhost '/': received 'true' but current is 'false'`,
  },
  {
    title: "QU6: another connection's exclusive queue",
    attempt: "declareDurable",
    given: (wire, queue) => wire.call("queue.declare", { queue, durable: true, exclusive: true }),
    says: (queue) =>
      `RESOURCE_LOCKED - cannot obtain exclusive access to locked queue '${queue}' in vhost '/'`,
  },
  {
    title: "BA13: an ack of what was never delivered",
    attempt: "ackUnknown",
    says: () => "PRECONDITION_FAILED - unknown delivery tag 99",
  },
  {
    title: "BA3: a mandatory message nobody gets",
    attempt: "publishMandatory",
    says: () => "NO_ROUTE",
  },
];

/** What the broker refuses, as the client given tells it. */
export function describeRefusals(url: string, client: TutorialClient): void {
  describe("refused", () => {
    it.each(byTitle(REFUSALS))("%s", async (_title, { attempt, given, at, says }) => {
      const wire = await openWire(url);
      const queue = wire.unique("queue");
      await given?.(wire, queue);
      const there = new URL(url);
      at?.(there);
      expect(await client.refused[attempt](there.href, queue)).toContain(says(queue));
      await wire.call("queue.delete", { queue });
    });
  });
}
