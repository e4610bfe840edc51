import { fork } from "node:child_process";
import { once } from "node:events";
import { figure, median, table } from "./figures.mjs";
import { MODES, throughputOf } from "./throughput.mjs";

/**
 * The throughput while somebody listens to the broker's events, in its own process and in this one, against
 * nobody. In this one they cost the client's time, too.
 */
export async function compareTap(bundle, embedded, { rounds, share, say }) {
  const tapped = await startTapped(bundle);
  const ways = [
    { broker: tapped, listen: () => tapped.listen(false) },
    { broker: tapped, listen: () => tapped.listen(true) },
    { broker: embedded, listen: () => () => undefined },
    { broker: embedded, listen: () => embedded.events.listen(() => undefined) },
  ];
  const rows = [];
  for (const one of MODES.slice(0, 5)) {
    const scaled = { ...one, count: Math.max(200, Math.round(one.count * share)) };
    const rates = ways.map(() => []);
    for (let round = 0; round <= rounds; round++) {
      const order = [...ways.keys()];
      for (const i of round % 2 ? order.reverse() : order) {
        const stop = await ways[i].listen();
        const rate = await throughputOf(ways[i].broker, scaled);
        stop();
        if (round > 0) rates[i].push(rate);
      }
    }
    const [off, on, farOff, farOn] = rates.map(median);
    rows.push([one.name, figure(off, 0), figure(on / off, 2), figure(farOn / farOff, 2)]);
    say(rows.at(-1).join("  "));
  }
  await tapped.stop();
  return table(["event tap", "msg/s off", "× on, its process", "× on, another process"], rows);
}

async function startTapped({ path }) {
  const child = fork(path("tapped"), { execArgv: [] });
  const [{ url }] = await once(child, "message");
  const tell = async (listen) => {
    child.send({ listen });
    await once(child, "message");
  };
  return {
    url,
    listen: async (on) => {
      await tell(on);
      return () => undefined;
    },
    stop: async () => {
      child.disconnect();
      await once(child, "exit");
    },
  };
}
