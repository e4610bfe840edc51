import { expect, it } from "vitest";
import { project } from "#shared/kernel/projection.ts";
import type { Logged, RunId } from "#shared/run-log/run-event.ts";
import { runStateProjection } from "#shared/run/run-state-projection.ts";
import { tasksByWorker } from "#shared/run/tasks-by-worker.ts";
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

async function run({ scenario, speed }: TieFree): Promise<readonly Logged[]> {
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
  const connected = await running.connect();
  const started = connected.ok ? await running.start() : connected;
  expect(started).toMatchObject({ ok: true });
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
