import { fail, ok } from "#shared/kernel/result.ts";
import type { RunId, Seq } from "#shared/run-log/run-event.ts";
import {
  LOG_CHUNK,
  type ClockReading,
  type PackedJoined,
  type PackedPlan,
  type SentCheckpoint,
} from "#shared/protocol/events.ts";
import type { Packed, PackedLog } from "#shared/protocol/packed.ts";
import type { Checkpoint } from "#shared/run/checkpoint/checkpoint.ts";
import { packScenario } from "#shared/scenario/packed-scenario.ts";
import { answerOf, editOf, type LabCommand } from "#shared/protocol/lab-command.ts";
import type { LabId, LabState, Speed } from "#shared/protocol/lab-state.ts";
import type { Plan, PlanEdit } from "#shared/protocol/plan.ts";
import type { LabBroker } from "../broker/lab-broker.ts";
import type { LogObserver } from "../runs/recorder.ts";
import { Run } from "../runs/run.ts";
import type { WallClock } from "#shared/kernel/wall-clock.ts";
import { DONE, type LabInHand, type Outcome } from "./command.ts";
import { commandOf } from "./commands.ts";
import { tasksIn, type LabStore } from "./lab-store.ts";
import { packLog } from "./log-packer.ts";
import type { PackedCache } from "./packed-cache.ts";

export interface LabDeps {
  readonly wall: WallClock;
  /** This lab's: closed with it. */
  readonly broker: LabBroker;
  readonly store: LabStore;
  readonly packed: PackedCache;
  readonly newRunId: () => RunId;
}

/** Who follows a lab: told of every event of its runs, every edit of its plan, and every other change of its state. */
export interface LabObserver extends LogObserver {
  readonly onEdit?: (edit: PlanEdit) => void;
  readonly onState?: () => void;
  readonly onPeople?: (people: number) => void;
}

/** Edits are sent to each who missed them, the plan is packed once for all. */
const MOST_EDITED_TASKS = 500;

/** The place a run lives in: a plan, and at most one run of it. */
export class Lab {
  readonly labId: LabId;
  #deps: LabDeps;
  #speed: Speed = 1;
  /** The last one there was anything to see of. */
  #run: Run | null = null;
  #isPreparing = false;
  #observers = new Set<LabObserver>();
  /** Commands take effect one after the other, in the order they came. */
  #queue: Promise<unknown> = Promise.resolve();
  #stopFollowingBroker: () => void;

  /** @param labId one its store has. */
  constructor(labId: LabId, deps: LabDeps) {
    this.labId = labId;
    this.#deps = deps;
    // First of all: who is told of an event may ask for the log up to it.
    this.observe({
      onEvent: (event) => {
        deps.store.append(labId, event);
      },
    });
    this.#stopFollowingBroker = deps.broker.onStatus(() => {
      this.#changed();
    });
  }

  get state(): LabState {
    return {
      labId: this.labId,
      phase: this.#isPreparing ? "starting" : (this.#run?.pace.phase ?? "idle"),
      runId: this.#run?.runId ?? null,
      speed: this.#speed,
      broker: this.#deps.broker.status,
    };
  }

  get plan(): Plan {
    return this.#deps.store.plan(this.labId);
  }

  /** Every edit of the plan after `version`, or `undefined` where that is too long ago to know, or the plan is less. */
  editsSince(version: number): readonly PlanEdit[] | undefined {
    const edits = this.#deps.store.editsSince(this.labId, version);
    const tasks = edits?.reduce((sum, { command }) => sum + tasksIn(command), 0) ?? 0;
    return tasks > MOST_EDITED_TASKS ? undefined : edits;
  }

  /** How many are in it now. */
  peopleAre(people: number): void {
    for (const observer of this.#observers) observer.onPeople?.(people);
  }

  get reading(): ClockReading {
    return this.#run?.pace.reading ?? { labMs: 0, rate: 0 };
  }

  /** Any number may. @returns a function that ends it. */
  observe(observer: LabObserver): () => void {
    this.#observers.add(observer);
    return () => this.#observers.delete(observer);
  }

  get packedPlan(): Packed<PackedPlan> {
    const { version, scenario } = this.plan;
    return this.#deps.packed.pack(`plan ${this.labId} ${version}`, () => ({
      version,
      scenario: packScenario(scenario),
    }));
  }

  /** A chunk of the current run's log after `afterSeq`, or from its beginning when `runId` names another one. */
  logSince(runId: RunId | null, afterSeq: Seq | 0): PackedLog {
    const run = this.#run;
    if (!run) return [];
    const { store, packed } = this.#deps;
    const logged = {
      runId: run.runId,
      count: run.recorder.count,
      events: (after: Seq | 0, most: number) => store.eventsSince(this.labId, after, most),
    };
    return packLog(logged, runId === run.runId ? afterSeq : 0, LOG_CHUNK, packed);
  }

  /**
   * What one who has the log of `runId` up to `afterSeq` needs to see the current run as it is.
   *
   * @param withPlan the plan is sent beside it.
   */
  pictureSince(
    runId: RunId | null,
    afterSeq: Seq | 0,
    withPlan: boolean,
  ): Pick<PackedJoined, "checkpoint" | "log"> {
    const run = this.#run;
    const from = run?.runId === runId ? afterSeq : 0;
    if (!run || run.recorder.count - from <= LOG_CHUNK) {
      return { checkpoint: null, log: this.logSince(runId, afterSeq) };
    }
    const checkpoint = run.recorder.checkpoint();
    return {
      checkpoint: this.#packedCheckpoint(run, checkpoint, withPlan),
      log: this.logSince(run.runId, checkpoint.seq),
    };
  }

  #packedCheckpoint(
    { runId, recorder }: Run,
    checkpoint: Checkpoint,
    withPlan: boolean,
  ): Packed<SentCheckpoint> {
    const key = `checkpoint ${runId} ${checkpoint.seq}`;
    const { scenario } = checkpoint;
    const isPlans = recorder.state.scenario?.workload === this.plan.scenario.workload;
    if (!withPlan || !isPlans || scenario === null) {
      return this.#deps.packed.pack<SentCheckpoint>(key, () => checkpoint);
    }
    return this.#deps.packed.pack<SentCheckpoint>(`${key} beside its plan`, () => ({
      ...checkpoint,
      scenario: { ...scenario, workload: null },
    }));
  }

  /** @param id what its sender calls it, so that it knows its own edit again. */
  execute(command: LabCommand, id: string | null = null): Promise<Outcome> {
    const outcome = this.#queue.then(() => this.#carryOut(command, id));
    if (answerOf(command) !== "long") this.#queue = outcome.catch(() => undefined);
    return outcome;
  }

  /** Ends what runs. Resolves when nothing of it is left on the broker. */
  async close(): Promise<void> {
    this.#stopFollowingBroker();
    await this.#queue;
    await this.#run?.stop();
    await this.#deps.broker.close();
    this.#deps.store.close(this.labId);
  }

  async #carryOut(command: LabCommand, id: string | null): Promise<Outcome> {
    const { onLab, onRun } = commandOf(command.type);
    if (onLab) {
      const done = await onLab(this.#inHand(), command);
      return done.ok ? this.#edit(command, id) : done;
    }
    const run = this.#live();
    const planned = editOf(this.plan.scenario, command);
    if (run && onRun) {
      const done = await onRun(run, command, planned);
      if (!done.ok) return done;
      // The run has it; that the plan can't have it as well is no failure.
      if (done.value !== null) this.#edit({ ...done.value, type: command.type } as LabCommand, id);
      return DONE;
    }
    if (run) return fail({ code: "run-in-progress" });
    if (planned === null) return fail({ code: "no-run" });
    const isStale = "base" in command && command.base !== this.plan.version;
    return isStale ? fail({ code: "stale-plan" }) : this.#edit(command, id);
  }

  /** Applies it to the plan, if that is any of its business, and tells everybody. */
  #edit(command: LabCommand, id: string | null): Outcome {
    const { version, scenario } = this.plan;
    const edited = editOf(scenario, command);
    if (edited === null) return DONE;
    if (!edited.ok) return edited;
    if (edited.value === scenario) return DONE;
    const edit: PlanEdit = { version: version + 1, command, id };
    this.#deps.store.edit(this.labId, edit, edited.value);
    for (const observer of this.#observers) observer.onEdit?.(edit);
    return DONE;
  }

  #inHand(): LabInHand {
    return {
      plan: this.plan.scenario,
      run: this.#live(),
      broker: this.#deps.broker,
      start: () => this.#start(),
      stop: () => this.#stop(),
      clear: async () => {
        await this.#run?.stop();
        this.#run = null;
        this.#changed();
      },
      setSpeed: (speed) => {
        this.#speed = speed;
        this.#live()?.pace.setSpeed(speed);
        this.#changed();
      },
    };
  }

  async #start(): Promise<Outcome> {
    if (this.#live()) return fail({ code: "run-in-progress" });
    // One that is closing still holds its queues.
    await this.#run?.stop();
    const { wall, broker: source, store, newRunId } = this.#deps;
    await source.beginRace();
    const { broker, status } = source;
    if (!broker) {
      source.endRace();
      return fail({ code: "broker-down", reason: status.state === "down" ? status.reason : "" });
    }
    const { labId } = this;
    const run = new Run(
      {
        runId: newRunId(),
        owner: labId,
        scenario: this.plan.scenario,
        speed: this.#speed,
        broker,
      },
      {
        wall,
        follow: source.source.follow,
        brokerBack: () => source.brokerBack(),
        restartBroker: (kill) => source.restart(kill),
        observers: this.#observers,
        onPhase: (phase) => {
          if (phase === "closed") source.endRace();
          this.#changed();
        },
      },
    );
    this.#prepares(true);
    const prepared = await run.prepare();
    this.#prepares(false);
    // The run before stays: of this one there is nothing to look at.
    if (!prepared.ok) return fail({ code: "broker-down", reason: prepared.error });
    this.#run = run;
    store.beginRun(labId);
    this.#changed();
    await run.start();
    return DONE;
  }

  #prepares(isPreparing: boolean): void {
    this.#isPreparing = isPreparing;
    this.#changed();
  }

  async #stop(): Promise<Outcome> {
    const run = this.#live();
    if (!run) return fail({ code: "no-run" });
    await run.stop();
    return ok(null);
  }

  #live(): Run | null {
    return this.#run?.isOn() === true ? this.#run : null;
  }

  #changed(): void {
    for (const observer of this.#observers) observer.onState?.();
  }
}
