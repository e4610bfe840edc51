import { uniformInt, type Rng } from "#shared/kernel/random.ts";
import type { Fields, Table } from "./command.ts";
import { chance, pick } from "./pick.ts";

interface Names {
  readonly rng: Rng;
  readonly queues: readonly string[];
  readonly exchanges: readonly string[];
}

/** Settings of a queue to be declared: most have none or one that is special. */
export function randomQueue(names: Names): Fields {
  const { rng } = names;
  if (chance(rng, 0.12)) return quorum(names);
  const special = { ...chosen(names), ...(chance(rng, 0.5) && chosen(names)) };
  return {
    durable: chance(rng, 0.3),
    exclusive: chance(rng, 0.05),
    autoDelete: chance(rng, 0.05),
    ...(chance(rng, 0.7) && { arguments: special }),
  };
}

function quorum(names: Names): Fields {
  const { rng } = names;
  const also = { ...length(names), ...(chance(rng, 0.5) && deadLetters(names)) };
  return {
    durable: true,
    arguments: {
      "x-queue-type": "quorum",
      ...(chance(rng, 0.5) && { "x-delivery-limit": uniformInt(rng, 0, 2) }),
      ...(chance(rng, 0.4) && also),
    },
  };
}

const chosen = (names: Names): Table =>
  pick(names.rng, [timeToLive, length, length, priority, deadLetters, deadLetters, single])(names);

const timeToLive = ({ rng }: Names): Table => ({
  "x-message-ttl": chance(rng, 0.6) ? 0 : 600_000,
});

function length({ rng }: Names): Table {
  const overflow = pick(rng, ["", "drop-head", "reject-publish", "reject-publish-dlx"]);
  return {
    ...(chance(rng, 0.7)
      ? { "x-max-length": uniformInt(rng, 0, 3) }
      : { "x-max-length-bytes": uniformInt(rng, 4, 12) }),
    ...(overflow !== "" && { "x-overflow": overflow }),
  };
}

const priority = ({ rng }: Names): Table => ({ "x-max-priority": uniformInt(rng, 1, 3) });

function deadLetters({ rng, queues, exchanges }: Names): Table {
  return {
    "x-dead-letter-exchange": pick(rng, ["", "", ...exchanges]),
    ...(chance(rng, 0.8) && { "x-dead-letter-routing-key": pick(rng, [...queues, "k.a"]) }),
  };
}

const single = (): Table => ({ "x-single-active-consumer": true });
