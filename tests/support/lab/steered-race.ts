import { setTimeout as delay } from "node:timers/promises";
import fc from "fast-check";
import { expect } from "vitest";
import type { LabCommand } from "#shared/protocol/lab-command.ts";
import type { ArmState, RunState, WorkerState } from "#shared/run/run-state.ts";
import type { Scenario, WorkerId } from "#shared/scenario/scenario.ts";
import type { Strategy } from "#shared/scenario/strategy.ts";
import { dottedText } from "#shared/scenario/workload.ts";
import { BrokerConnection } from "#workers";
import { anyChaos, anyStrategy, anyWorkerAction } from "#tests/support/any-scenario.ts";
import { eventually } from "#tests/support/eventually.ts";
import type { LabClient } from "./lab-client.ts";
import { expectSoundLog } from "./sound-log.ts";

/** A race, and what its host does on its way. */
export interface Steered {
  readonly scenario: Scenario;
  readonly commands: readonly { readonly afterMs: number; readonly command: LabCommand }[];
}

const arm = fc.constantFrom("A", "A", "B", "C");
const worker = fc.constantFrom("w1", "w2", "w3", "w4", "w5").map((id) => id as WorkerId);

const act = fc.record({
  type: fc.constant("act-on-worker" as const),
  arm,
  worker,
  action: anyWorkerAction,
});

const command: fc.Arbitrary<LabCommand> = fc.oneof(
  fc.record({
    type: fc.constant("push-task"),
    text: fc.integer({ min: 1, max: 4 }).map(dottedText),
  }),
  fc.record({ type: fc.constant("set-strategy"), arm, strategy: anyStrategy }),
  fc.record({ type: fc.constant("set-strategy"), arm, strategy: anyStrategy }),
  act,
  act,
  act,
  fc.record({ type: fc.constant("add-worker"), arm }),
  fc.record({ type: fc.constant("remove-worker"), arm, worker }),
  fc.record({
    type: fc.constant("act-on-worker" as const),
    arm,
    worker,
    action: fc.record({
      type: fc.constant("set-speed" as const),
      speed: fc.constantFrom(0.5, 1, 4),
    }),
  }),
  fc.record({ type: fc.constantFrom("pause", "resume", "resume", "step") }),
  fc.record({ type: fc.constant("set-speed"), speed: fc.constantFrom(10, 20) }),
);

export const steered: fc.Arbitrary<Steered> = fc.record({
  scenario: anyChaos,
  commands: fc.array(fc.record({ afterMs: fc.constantFrom(0, 0, 0, 5, 40, 100), command }), {
    minLength: 4,
    maxLength: 24,
  }),
});

/** More than the faults of a scenario can kill. */
const RELIEF = 3;
/** Later than any task is published, any fault happens, or any worker comes. */
const ALL_IS_PLANNED_MS = 20_000;

/** Starts it, at 20 times its pace. */
export async function begin(client: LabClient, { scenario }: Steered): Promise<void> {
  await client.must({ type: "set-speed", speed: 20 }, { type: "set-scenario", scenario });
  await client.must({ type: "run" });
}

export async function steer(client: LabClient, { commands }: Steered): Promise<void> {
  for (const { afterMs, command } of commands) {
    if (afterMs > 0) await delay(afterMs);
    await client.send(command);
  }
}

/**
 * Brings it to its end: whatever was done to it on the way, at last every arm has workers that were never told
 * anything, and those that were, and are not well, begin anew.
 *
 * @param join a newcomer's connection to its lab: what its host was sent so far may lag behind what was done.
 */
export async function relieve(
  client: LabClient,
  join: () => Promise<LabClient>,
  withinMs?: number,
): Promise<void> {
  await client.send({ type: "set-speed", speed: 20 });
  await client.send({ type: "resume" });
  await eventually(
    () => {
      expect(labMs(client) > ALL_IS_PLANNED_MS || client.lab?.phase === "closed").toBe(true);
    },
    { withinMs: 40_000 },
  );
  const newcomer = await join();
  newcomer.leave();
  for (const { arm, workers } of newcomer.state.arms) {
    for (let i = 0; i < RELIEF; i++) await client.send({ type: "add-worker", arm });
    for (const { worker } of workers.filter(isUnwell)) {
      await client.send({ type: "act-on-worker", arm, worker, action: { type: "restart" } });
    }
  }
  // What was asked before by another connection may have been done since.
  await client.send({ type: "resume" });
  await client.closed(withinMs === undefined ? {} : { withinMs }).catch((error: unknown) => {
    throw new Error(`It never ended: ${JSON.stringify(client.log)}`, { cause: error });
  });
}

/** Paused, hung, or with forgotten acks that nobody will ever give. */
function isUnwell({ halt, acking, unacked, held, running }: WorkerState): boolean {
  return halt !== null || !acking || unacked > held.length + running.length;
}

const labMs = ({ ticks }: LabClient) => ticks.at(-1)?.tick.clock.labMs ?? 0;

/** It has ended, adds up at every moment, and nothing of it is left at the broker at `url`. */
export async function expectSound(client: LabClient, url: string): Promise<void> {
  const state = expectSoundLog(client.log);
  expect(state).toMatchObject({ outcome: "finished", mismatches: [] });
  for (const { counts } of state.arms) {
    expect(counts).toMatchObject({ ready: 0, held: 0, running: 0 });
  }
  // Nobody else was there.
  const notices = ["broker-holds-fewer", "missing", "found", "queue-deleted", "foreign-consumers"];
  expect(client.types().filter((type) => notices.includes(type))).toEqual([]);
  const published = state.arms.map(({ tasks }) =>
    tasks.map(({ text, publishedAtMs }) => [text, publishedAtMs]),
  );
  for (const other of published) expect(other).toEqual(published[0]);
  const wasCutOff = client.types().includes("broker-stopped");
  for (const arm of state.arms.filter((arm) => neverAuto(arm, state.scenario!))) {
    // What is published into a connection that breaks is lost where nobody waits for its confirm, and only there.
    const mayBeLost = wasCutOff && !alwaysConfirms(arm, state.scenario!);
    const lost = arm.tasks.filter(
      ({ lossReason, confirmed }) =>
        lossReason !== null && lossReason !== "rejected" && !(mayBeLost && !confirmed),
    );
    expect(lost, JSON.stringify(arm.changes)).toEqual([]);
  }
  expect(await leftBehind(state, url)).toEqual([]);
}

/** Whether every ack in this arm was the workers' own to give. */
function neverAuto(arm: ArmState, scenario: Scenario): boolean {
  return strategiesOf(arm, scenario).every(({ ack }) => ack === "manual");
}

function alwaysConfirms(arm: ArmState, scenario: Scenario): boolean {
  return strategiesOf(arm, scenario).every(({ confirms }) => confirms);
}

/** Of the beginning, and since. */
function strategiesOf({ arm, changes }: ArmState, { arms }: Scenario): readonly Strategy[] {
  const planned = arms.find((one) => one.arm === arm)!.strategy;
  return [planned, ...changes.map(({ strategy }) => strategy)];
}

async function leftBehind({ arms }: RunState, url: string): Promise<readonly string[]> {
  const connection = await BrokerConnection.open({ url, name: "test" });
  const left: string[] = [];
  for (const { queue } of arms) {
    const channel = await connection.openChannel();
    await channel.checkQueue(queue!.name).then(
      () => left.push(queue!.name),
      () => undefined,
    );
  }
  await connection.close();
  return left;
}
