import { Outcome, type Performer } from "./transcript.ts";

interface Worker {
  readonly name: string;
  readonly channel: string;
  /** Tasks received and not begun, then all that were begun, in that order. */
  readonly held: number[];
  readonly begun: number[];
  finishesAt: number;
}

/**
 * Has workers work through tasks published at once, one task at a time each, in virtual time: only the
 * order of their acks reaches the broker.
 *
 * @param dots each task's weight; without ties between workers, or the result is a race.
 * @param prefetch 0 = unlimited.
 * @returns which tasks each worker began, and when the last ended: "A 1 3, B 2 4: 9 dots".
 */
export async function workThrough(
  performer: Performer,
  {
    dots,
    workers: names,
    prefetch,
  }: { dots: readonly number[]; workers: string; prefetch: number },
): Promise<string> {
  const workers = Array.from(names, (name): Worker => {
    return { name, channel: name.toLowerCase(), held: [], begun: [], finishesAt: Infinity };
  });
  for (const { name: consumer, channel } of workers) {
    await performer.perform({ do: "qos", channel, count: prefetch, global: false });
    await performer.perform({
      do: "consume",
      consumer,
      channel,
      noAck: false,
      exclusive: false,
      priority: 0,
    });
  }
  let now = 0;
  const receive = (outcome: string) => {
    for (const worker of workers) worker.held.push(...Outcome.messagesOf(worker.name, outcome));
    for (const worker of workers) {
      if (worker.finishesAt !== Infinity) continue;
      const task = worker.held.shift();
      if (task === undefined) continue;
      worker.begun.push(task);
      worker.finishesAt = now + dots[task - 1]!;
    }
  };
  receive(await performer.perform({ do: "publish", count: dots.length }));
  for (;;) {
    const [next] = workers.toSorted((one, other) => one.finishesAt - other.finishesAt);
    if (next === undefined || next.finishesAt === Infinity) break;
    now = next.finishesAt;
    next.finishesAt = Infinity;
    const target = { message: `m${next.begun.at(-1)!}` };
    receive(await performer.perform({ do: "ack", channel: next.channel, target, multiple: false }));
  }
  return `${workers.map(({ name, begun }) => `${name} ${begun.join(" ")}`).join(", ")}: ${now} dots`;
}
