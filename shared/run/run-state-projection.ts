import { assertNever } from "../kernel/assert-never.ts";
import type { Projection } from "../kernel/projection.ts";
import type { Owner } from "../kernel/trie.ts";
import { NumberSet } from "../kernel/number-set.ts";
import { Vector } from "../kernel/vector.ts";
import { releaseOf, type BrokerRelease } from "../run-log/broker-release.ts";
import type { Logged } from "../run-log/run-event.ts";
import type { Arm, ArmId, PlannedTask, Scenario } from "../scenario/scenario.ts";
import { queueSettingsOf } from "../scenario/queue-settings.ts";
import { copyRun } from "./evolve/copy-state.ts";
import * as astray from "./evolve/evolve-astray.ts";
import * as burst from "./evolve/evolve-burst.ts";
import * as delivery from "./evolve/evolve-delivery.ts";
import * as publication from "./evolve/evolve-publication.ts";
import * as worker from "./evolve/evolve-worker.ts";
import { isIncident } from "./incident.ts";
import { NO_RUN, NO_TASKS } from "./no-run.ts";
import { ReadyTasks, requeueingOf } from "./ready-tasks.ts";
import type { ArmState, RunState } from "./run-state.ts";

/** A run at one moment, from its log alone. @throws when an event tells of something impossible. */
export const runStateProjection: Projection<RunState, Logged> = {
  initial: NO_RUN,
  evolve: (state, event) => {
    const next = copyRun(apply(state, event));
    if (isIncident(event)) next.incidents = state.incidents.append(event);
    next.atMs = event.atMs;
    return next;
  },
  evolveAll: (state, events) => {
    const owner = Symbol("batch");
    let next = ownedBy(state, owner);
    for (const event of events) {
      next = runStateProjection.evolve(next, event);
      if (event.type === "run-opened") next = ownedBy(next, owner);
    }
    return ownedBy(next, null);
  },
};

/** What grows with a run is changed in place for as long as nobody else sees it. */
function ownedBy(state: RunState, owner: Owner | null): RunState {
  const arms = state.arms.map((arm) => ({
    ...arm,
    tasks: arm.tasks.ownedBy(owner),
    attempts: arm.attempts.ownedBy(owner),
    ready: arm.ready.ownedBy(owner),
  }));
  return { ...state, arms };
}

function apply(state: RunState, event: Logged): RunState {
  switch (event.type) {
    case "run-opened":
      return {
        ...state,
        runId: event.runId,
        scenario: event.scenario,
        broker: event.broker,
        release: event.release,
        arms: event.scenario.arms.map((arm) => emptyArm(arm, event.scenario, event.release)),
      };
    case "queue-declared":
      return inArm(state, event, (arm) => declared(arm, event, state.release));
    case "declare-refused":
      return inArm(state, event, refused);
    case "queue-redeclared":
      return inArm(state, event, redeclared);
    case "redeclare-refused":
      return inArm(state, event, redeclareRefused);
    case "queue-deleted":
      return inArm(state, event, (arm) => ({ ...arm, queueDeleted: true }));
    case "broker-holds-fewer":
      return inArm(state, event, (arm, { count }) => ({ ...arm, fewer: count }));
    case "foreign-consumers":
      return inArm(state, event, foreignersCounted);
    case "worker-joined":
      return inArm(state, event, worker.joined);
    case "worker-left":
      return inArm(state, event, worker.left);
    case "worker-speed-changed":
      return inArm(state, event, worker.speedChanged);
    case "worker-paused":
    case "worker-hung":
      return inArm(state, event, worker.halted);
    case "worker-resumed":
      return inArm(state, event, worker.resumed);
    case "worker-acking-changed":
      return inArm(state, event, worker.ackingChanged);
    case "published":
      return inArm(state, event, (arm, one) =>
        publication.published(arm, one, state.scenario?.workload ?? NOTHING_PLANNED),
      );
    case "published-outside":
      return inArm(state, event, publication.publishedOutside);
    case "confirmed":
      return inArm(state, event, publication.confirmed);
    case "returned":
      return inArm(state, event, publication.returned);
    case "republished":
    case "foreign-message":
      return state;
    case "refused":
      return inArm(state, event, publication.refused);
    case "missing":
      return inArm(state, event, publication.missing);
    case "found":
      return inArm(state, event, publication.found);
    case "published-astray":
      return inArm(state, event, astray.published);
    case "astray-confirmed":
      return inArm(state, event, astray.confirmed);
    case "astray-returned":
      return inArm(state, event, astray.returned);
    case "burst-begun":
      return inArm(state, event, burst.begun);
    case "burst-sent":
      return inArm(state, event, burst.sent);
    case "burst-confirmed":
      return inArm(state, event, burst.confirmed);
    case "burst-answered":
      return inArm(state, event, burst.answered);
    case "burst-counted":
      return inArm(state, event, burst.counted);
    case "received":
      return inArm(state, event, delivery.received);
    case "started":
      return inArm(state, event, delivery.started);
    case "late-work-started":
      return inArm(state, event, delivery.lateWorkStarted);
    case "finished":
      return inArm(state, event, delivery.finished);
    case "acked":
      return inArm(state, event, delivery.acked);
    case "ack-refused":
      return inArm(state, event, delivery.ackRefused);
    case "ack-lost":
      return inArm(state, event, delivery.ackLost);
    case "nacked":
    case "rejected":
      return inArm(state, event, delivery.nacked);
    case "lost":
      return inArm(state, event, delivery.lost);
    case "dead-lettered":
      return inArm(state, event, delivery.deadLettered);
    case "settings-changed":
      return inArm(state, event, strategyChanged);
    case "broker-restart-asked":
    case "broker-restart-failed":
      return state;
    case "broker-silent":
      return { ...state, brokerSilentSinceMs: event.sinceMs };
    case "broker-answered":
      return { ...state, brokerSilentSinceMs: null };
    case "broker-stopped":
      return {
        ...state,
        brokerSilentSinceMs: null,
        brokerLost: { atMs: event.atMs, reason: event.reason },
        arms: state.arms.map(burst.interrupted),
      };
    case "broker-started":
      return {
        ...state,
        brokerLost: null,
        broker: event.broker,
        release: releaseOf(event.broker),
      };
    case "clock-paused":
      return { ...state, paused: true };
    case "clock-resumed":
      return { ...state, paused: false };
    case "speed-changed":
      return { ...state, speed: event.speed };
    case "noted":
      return { ...state, notes: [...state.notes, { atMs: event.atMs, text: event.text }] };
    case "run-closed":
      return {
        ...state,
        brokerSilentSinceMs: null,
        outcome: event.outcome,
        mismatches: event.mismatches,
        arms: state.arms.map((arm) => ({ ...arm, closed: true })),
      };
    default:
      return assertNever(event);
  }
}

const NOTHING_PLANNED: readonly PlannedTask[] = [];

type Of<Type extends Logged["type"]> = Extract<Logged, { type: Type }>;

function inArm<Event extends Logged & { readonly arm: ArmId }>(
  state: RunState,
  event: Event,
  evolve: (arm: ArmState, event: Event) => ArmState,
): RunState {
  const arms = state.arms.map((arm) => (arm.arm === event.arm ? evolve(arm, event) : arm));
  return Object.assign(copyRun(state), { arms });
}

function emptyArm(
  { arm, strategy }: Arm,
  { workload }: Scenario,
  release: BrokerRelease | null,
): ArmState {
  return {
    arm,
    strategy,
    planned: workload.length,
    outside: 0,
    closed: false,
    queue: null,
    queueDeleted: false,
    fewer: 0,
    refusal: null,
    refusedRedeclare: null,
    foreignConsumers: 0,
    astray: [],
    burst: null,
    tasks: Vector.of(),
    counts: NO_TASKS,
    ready: ReadyTasks.of(requeueingOf(strategy, release)),
    dead: NumberSet.of(),
    workers: [],
    earlierStays: [],
    attempts: Vector.of(),
    redeliveries: 0,
    duplicates: 0,
    refusedAcks: [],
    unacked: 0,
    changes: [],
  };
}

/** Perhaps as another than it was, once it was deleted. */
function declared(
  arm: ArmState,
  event: Of<"queue-declared">,
  release: BrokerRelease | null,
): ArmState {
  const queue = { name: event.queue, ...queueSettingsOf(event) };
  const ready = arm.ready.requeueingAs(requeueingOf(event, release));
  return { ...arm, queue, ready, queueDeleted: false, refusal: null, refusedRedeclare: null };
}

/** The broker found it as it was asked for. */
function redeclared(arm: ArmState): ArmState {
  return { ...arm, refusedRedeclare: null };
}

function redeclareRefused(arm: ArmState, event: Of<"redeclare-refused">): ArmState {
  const { atMs, channel, replyCode, replyText } = event;
  const asked = queueSettingsOf(event);
  return { ...arm, refusedRedeclare: { atMs, ...asked, channel, replyCode, replyText } };
}

function foreignersCounted(arm: ArmState, { count }: Of<"foreign-consumers">): ArmState {
  return { ...arm, foreignConsumers: count };
}

function refused(arm: ArmState, { replyCode, replyText }: Of<"declare-refused">): ArmState {
  return { ...arm, refusal: { replyCode, replyText } };
}

function strategyChanged(arm: ArmState, { strategy, atMs }: Of<"settings-changed">): ArmState {
  return { ...arm, strategy, changes: [...arm.changes, { atMs, strategy }] };
}
