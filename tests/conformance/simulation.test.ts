import { expect, it } from "vitest";
import { project } from "#shared/kernel/projection.ts";
import type { Logged, RunId } from "#shared/run-log/run-event.ts";
import { runStateProjection } from "#shared/run/run-state-projection.ts";
import { tasksByWorker } from "#shared/run/tasks-by-worker.ts";
import { EAGER } from "#shared/scenario/default-scenario.ts";
import type { Scenario, WorkerId } from "#shared/scenario/scenario.ts";
import type { Prefetch } from "#shared/scenario/strategy.ts";
import { tasksOfDots } from "#shared/scenario/workload.ts";
import { Run } from "#server/runs/run.ts";
import { systemClock } from "#server/wall-clock.ts";
import { simulatedLog } from "#simulation/simulate.ts";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { tieFreeScenario, type TieFree } from "#tests/support/tie-free-scenario.ts";
import { ok } from "#shared/kernel/result.ts";

const onRabbitmq = Boolean(process.env["AMQP_URL"]);
/** `npm run test:simulation` runs more of them. */
const SCENARIOS = Number(process.env["SIMULATIONS"] ?? (onRabbitmq ? 10 : 40));
const ABREAST = 5;
const SPEED = 10;
/** What a wire may cost in all, wall time. */
const WIRE_MS = 150;
const FIRST_SEED = 4_000;

const { url } = await conformanceBroker();

/** @param meanwhile told of the run when it has started. */
async function run(
  { scenario, speed }: TieFree,
  meanwhile: (run: Run) => void = () => undefined,
): Promise<readonly Logged[]> {
  const runId = `simulation-${scenario.seed}` as RunId;
  const identity = { kind: "other", product: "any", version: "" } as const;
  const broker = { url, identity };
  let close: () => void = () => undefined;
  const closed = new Promise<void>((resolve) => (close = resolve));
  const running = new Run(
    { runId, owner: "conformance", scenario, speed, broker },
    {
      wall: systemClock,
      brokerBack: () => Promise.resolve(broker),
      restartBroker: () => Promise.resolve(ok(null)),
      observers: [],
      onPhase: (phase) => {
        if (phase === "closed") close();
      },
    },
  );
  expect(await running.prepare()).toMatchObject({ ok: true });
  await running.start();
  meanwhile(running);
  await closed;
  return running.recorder.log;
}

/** Who got what, in what order, what was lost and what came again; and when the last was done. */
function courseOf(log: readonly Logged[]) {
  return project(runStateProjection, log).arms.map((arm) => ({
    arm: arm.arm,
    byWorker: Object.fromEntries(
      [...tasksByWorker(arm)].filter(([, tasks]) => tasks.length > 0).sort(byName),
    ),
    lost: arm.counts.lost,
    redelivered: arm.redeliveries,
  }));
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) =>
  a < b ? -1 : 1;

const lastEnds = (log: readonly Logged[], { scenario }: TieFree) =>
  scenario.arms.map(({ arm }) =>
    Math.max(0, ...log.map((one) => (one.type === "finished" && one.arm === arm ? one.atMs : 0))),
  );

const seeds = Array.from({ length: SCENARIOS }, (_, i) => FIRST_SEED + i);

/** How a run differs from its simulation; nothing when it doesn't. */
function differences(drawn: TieFree, measured: readonly Logged[]): readonly string[] {
  const foreseen = simulatedLog({ scenario: drawn.scenario });
  const [expected, course] = [courseOf(foreseen), courseOf(measured)].map((one) =>
    one.map((arm) => JSON.stringify(arm)),
  );
  const late = lastEnds(measured, drawn);
  return [
    ...(course ?? []).flatMap((arm, i) =>
      arm === expected?.[i] ? [] : [`${arm} instead of ${expected?.[i] ?? ""}`],
    ),
    ...lastEnds(foreseen, drawn).flatMap((endMs, i) => {
      const wireMs = (late[i] ?? 0) - endMs;
      return wireMs > -1 && wireMs < WIRE_MS * drawn.speed ? [] : [`ends ${wireMs} ms later`];
    }),
  ];
}

it(
  `${SCENARIOS} random scenarios of four arms go as they are simulated`,
  { timeout: 60_000 + SCENARIOS * 3000 },
  async () => {
    const doubtful: number[] = [];
    for (let i = 0; i < seeds.length; i += ABREAST) {
      await Promise.all(
        seeds.slice(i, i + ABREAST).map(async (seed) => {
          const drawn = tieFreeScenario(seed, SPEED);
          if (differences(drawn, await run(drawn)).length > 0) doubtful.push(seed);
        }),
      );
    }
    // A wire that a busy machine made slower than decisions are apart made a tie: alone and in more time there is none.
    for (const seed of doubtful) {
      const slower = { ...tieFreeScenario(seed, SPEED), speed: SPEED / 5 };
      expect(differences(slower, await run(slower)), `seed ${seed}`).toEqual([]);
    }
  },
);

/** Lab ms: nobody ends or begins anything near it. */
const CHANGE_AT_MS = 2500;

it.each<[Prefetch, Prefetch]>([
  ["unlimited", 1],
  [1, 3],
])(
  "a run whose prefetch changes from %s to %s on the way is followed, wherever its log is cut since",
  async (before, prefetch) => {
    const scenario: Scenario = {
      preset: null,
      seed: Number(prefetch),
      workload: tasksOfDots([4, 2, 5, 1, 7, 2, 6, 1, 6, 2]),
      arms: [
        {
          arm: "A",
          strategy: { ...EAGER, prefetch: before },
          workers: ["w1", "w2"].map((worker) => ({
            worker: worker as WorkerId,
            speed: 1,
            joinAtMs: 0,
          })),
        },
      ],
      faults: [],
    };
    const log = await run({ scenario, speed: SPEED }, (running) => {
      setTimeout(() => running.arm("A")?.changeStrategy({ prefetch }), CHANGE_AT_MS / SPEED);
    });
    const changed = log.findIndex(({ type }) => type === "settings-changed");
    for (let cut = changed + 1; cut < log.length - 1; cut += 2) {
      const upTo = log.slice(0, cut);
      const forked = [...upTo, ...simulatedLog({ scenario, upTo })];
      expect(courseOf(forked), `cut ${cut}`).toEqual(courseOf(log));
    }
  },
);
