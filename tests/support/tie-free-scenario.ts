import { seededRng, uniformInt, type Rng } from "#shared/kernel/random.ts";
import { ARM_IDS } from "#shared/scenario/scenario-limits.ts";
import type {
  Arm,
  ArmId,
  Fault,
  PlannedTask,
  Scenario,
  WorkerId,
} from "#shared/scenario/scenario.ts";
import type { Strategy } from "#shared/scenario/strategy.ts";
import { taskOfSize } from "#shared/scenario/workload.ts";
import { simulatedLog } from "#simulation/simulate.ts";

export interface TieFree {
  readonly scenario: Scenario;
  readonly speed: number;
}

/** No two decisions of a broker are nearer than this, in wall time. */
const APART_MS = 20;
/** Whoever comes has to connect first, which takes a busy machine longer. */
const CONNECTING_MS = 150;
const TRIES = 4000;

/** Random in all that decides dispatch, four arms each; so that no decision hangs on a tie. */
export function tieFreeScenario(seed: number, speed: number): TieFree {
  const rng = seededRng(seed);
  for (let tries = 0; tries < TRIES; tries++) {
    const frame = { workload: workload(rng), faults: faults(rng) };
    const arms = ARM_IDS.flatMap((id) => tieFreeArm(rng, id, frame, speed) ?? []);
    if (arms.length < ARM_IDS.length) continue;
    return { scenario: { preset: null, seed, arms, ...frame }, speed };
  }
  throw new Error(`Seed ${seed} gave no scenario without ties`);
}

type Frame = Pick<Scenario, "workload" | "faults">;

function tieFreeArm(rng: Rng, arm: ArmId, frame: Frame, speed: number): Arm | undefined {
  for (let tries = 0; tries < 60; tries++) {
    const drawn: Arm = { arm, strategy: strategy(rng), workers: workers(rng) };
    if (isTieFree(drawn, frame, speed)) return drawn;
  }
  return undefined;
}

/** What decides: publications, acks and ends of work, deaths, arrivals. Of one client, they are in order anyway. */
function isTieFree(arm: Arm, frame: Frame, speed: number): boolean {
  const log = simulatedLog({ scenario: { preset: null, seed: 0, arms: [arm], ...frame } });
  if (log.at(-1)?.type !== "run-closed") return false;
  const decisions = log.flatMap((event) => {
    const { type, atMs } = event;
    if (type === "published") return [{ atMs, by: "publisher", patienceMs: APART_MS }];
    if (type === "worker-joined" && atMs > 0)
      return [{ atMs, by: event.worker, patienceMs: CONNECTING_MS }];
    if (type === "finished" || type === "worker-left")
      return [{ atMs, by: event.worker, patienceMs: APART_MS }];
    return [];
  });
  return decisions.every(({ atMs, by, patienceMs }, i) =>
    decisions
      .slice(i + 1)
      .every((next) => next.by === by || next.atMs - atMs >= patienceMs * speed),
  );
}

const chance = (rng: Rng, share: number) => rng() < share;

function workload(rng: Rng): readonly PlannedTask[] {
  const later = chance(rng, 0.5);
  return Array.from({ length: uniformInt(rng, 4, 9) }, () =>
    taskOfSize(
      uniformInt(rng, 300, 4000),
      later && chance(rng, 0.3) ? uniformInt(rng, 500, 6000) : 0,
    ),
  );
}

function faults(rng: Rng): readonly Fault[] {
  if (!chance(rng, 0.4)) return [];
  const atMs = uniformInt(rng, 500, 8000);
  const worker = "w1" as WorkerId;
  return [{ type: "act-on-worker", worker, action: { type: "kill" }, atMs }];
}

function strategy(rng: Rng): Strategy {
  const prefetch = uniformInt(rng, 1, 6);
  const ack = chance(rng, 0.25) ? "auto" : "manual";
  return {
    prefetch: prefetch === 6 ? "unlimited" : prefetch,
    ack,
    durable: true,
    persistent: false,
    confirms: false,
    // Without acks a quorum queue deals by how fast its consumers' channels confirm to its log.
    queueType: ack === "manual" && chance(rng, 0.25) ? "quorum" : "classic",
    deliveryLimit: chance(rng, 0.5) ? "default" : uniformInt(rng, 1, 3),
    deadLetters: "off",
  };
}

function workers(rng: Rng): Arm["workers"] {
  return Array.from({ length: uniformInt(rng, 2, 4) }, (_, i) => ({
    worker: `w${i + 1}` as WorkerId,
    speed: uniformInt(rng, 5, 20) / 10,
    joinAtMs: i > 0 && chance(rng, 0.2) ? uniformInt(rng, 500, 5000) : 0,
    concurrency: chance(rng, 0.7) ? 1 : uniformInt(rng, 2, 3),
  }));
}
