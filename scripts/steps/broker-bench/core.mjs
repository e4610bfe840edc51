import { figure, median, table } from "./figures.mjs";

const ROUNDS = 5;

/** Nanoseconds a message costs in the dispatch core alone; medians after a round that does not count. */
export async function benchCore({ load }, { quick }) {
  const { dispatchCosts } = await load("core");
  const rounds = [];
  for (let round = 0; round <= ROUNDS; round++)
    rounds.push(dispatchCosts(quick ? 30_000 : 300_000));
  const [first, ...counted] = rounds;
  const rows = [...first.keys()].map((name) => [
    name,
    figure(median(counted.map((costs) => costs.get(name))), 0),
  ]);
  return table(["publish, deliver, ack in the core", "ns per message"], rows);
}
