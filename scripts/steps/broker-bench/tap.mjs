import { figure, median, table } from "./figures.mjs";
import { MODES, throughputOf } from "./throughput.mjs";

/** The throughput while somebody in this process listens to the broker's events, against nobody. */
export async function compareTap(embedded, { rounds, share, say }) {
  const rows = [];
  for (const one of MODES.slice(0, 4)) {
    const scaled = { ...one, count: Math.max(200, Math.round(one.count * share)) };
    const rates = { off: [], on: [] };
    for (let round = 0; round <= rounds; round++) {
      for (const tap of round % 2 ? ["on", "off"] : ["off", "on"]) {
        let events = 0;
        const stop = tap === "on" ? embedded.events.listen(() => events++) : () => undefined;
        const rate = await throughputOf(embedded, scaled);
        stop();
        if (round > 0) rates[tap].push(rate);
      }
    }
    const [off, on] = [median(rates.off), median(rates.on)];
    rows.push([one.name, figure(off, 0), figure(on, 0), figure(on / off, 2)]);
    say(rows.at(-1).join("  "));
  }
  return table(["messages per second, event tap", "off", "on", "ratio"], rows);
}
