import { expect, it } from "vitest";
import { seededRng, uniformInt } from "#shared/kernel/random.ts";
import type { Logged } from "#shared/run-log/run-event.ts";
import { presets } from "#shared/scenario/presets.ts";
import { tieFreeScenario } from "#tests/support/tie-free-scenario.ts";
import { simulatedLog, type SimulationOptions } from "./simulate.ts";

/** Each arm's, in order: arms don't know of each other. */
const told = (log: readonly Logged[]) =>
  ["A", "B", "C", "D"].map((arm) =>
    log
      .filter((event) => "arm" in event && event.arm === arm)
      .map((event) => JSON.stringify({ ...event, seq: 0 })),
  );

function rest(options: SimulationOptions, cut: number) {
  const log = simulatedLog(options);
  const upTo = log.slice(0, cut);
  return [told(simulatedLog({ ...options, upTo })), told(log.slice(cut))] as const;
}

const DELAYS = [{}, { ackDelayMs: 220, deliveryDelayMs: 130 }];

it("100 logs cut at random moments go on as they went", () => {
  const rng = seededRng(11);
  for (let seed = 0; seed < 100; seed++) {
    const { scenario } = tieFreeScenario(seed, 1);
    const options = { scenario, ...DELAYS[seed % 2] };
    const cut = uniformInt(rng, 3, simulatedLog(options).length - 1);
    const [simulated, uncut] = rest(options, cut);
    expect(simulated, `seed ${seed}, cut ${cut}`).toEqual(uncut);
  }
});

it("logs with a restart of the broker, in good order or not, cut anywhere, go on as they went", () => {
  const rng = seededRng(12);
  for (let seed = 0; seed < 40; seed++) {
    const { scenario } = tieFreeScenario(seed, 2);
    const kill = seed % 2 === 0;
    const restart = { type: "restart-broker", kill, atMs: uniformInt(rng, 500, 9000) } as const;
    const options = {
      scenario: { ...scenario, faults: [...scenario.faults, restart] },
      ...DELAYS[uniformInt(rng, 0, 1)],
    };
    const log = simulatedLog(options);
    const at = log.findIndex(({ type }) => type === "broker-restart-asked");
    for (const cut of [uniformInt(rng, 3, log.length - 1), at, at + uniformInt(rng, 1, 12)]) {
      const [simulated, uncut] = rest(options, Math.max(3, cut));
      expect(simulated, `seed ${seed}, cut ${cut}`).toEqual(uncut);
    }
  }
});

it.each(Object.values(presets))("$preset, cut after any event, ties and all", (scenario) => {
  const { length } = simulatedLog({ scenario });
  for (let cut = 3; cut < length; cut += 7) {
    const [simulated, uncut] = rest({ scenario }, cut);
    expect(simulated, `cut ${cut}`).toEqual(uncut);
  }
});

it("a task pushed by hand takes no planned one's place: what is planned is still to come, numbered after it", () => {
  const scenario = presets["late-joiner"];
  const [first] = scenario.workload;
  const workload = [
    { ...first!, publishAtMs: 0 },
    { ...first!, publishAtMs: 9000 },
  ];
  const pushed = { ...first!, publishAtMs: 100 };
  const uncut = simulatedLog({ scenario: { ...scenario, workload: [...workload, pushed] } });
  const log = uncut.map((event) =>
    event.type === "run-opened" ? { ...event, scenario: { ...scenario, workload } } : event,
  );
  const cut = log.findIndex(({ atMs }) => atMs > 1000);
  const going = simulatedLog({ scenario: { ...scenario, workload }, upTo: log.slice(0, cut) });
  expect(told(going)).toEqual(told(log.slice(cut)));
});
