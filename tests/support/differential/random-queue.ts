import type { Rng } from "#shared/kernel/random.ts";
import type { Fields } from "./command.ts";
import { chance } from "./random-script.ts";

/** Settings of a queue to be declared, most of them plain. */
export function randomQueue(rng: Rng): Fields {
  return {
    durable: chance(rng, 0.3),
    exclusive: chance(rng, 0.08),
    autoDelete: chance(rng, 0.1),
  };
}
