import { fail, ok, type Result } from "#shared/kernel/result.ts";
import { assertNever } from "#shared/kernel/assert-never.ts";
import type { Logged, RunId, Seq } from "#shared/run-log/run-event.ts";
import type { ClockReading } from "#shared/protocol/events.ts";
import type { CommandProblem, LabCommand } from "#shared/protocol/lab-command.ts";
import type { LabId, LabState, Speed } from "#shared/protocol/lab-state.ts";
import type { ArmId, PlannedTask, Scenario, WorkerId } from "#shared/scenario/scenario.ts";
import * as plan from "#shared/scenario/edit-scenario.ts";
import { defaultScenario } from "#shared/scenario/presets.ts";
import type { WorkerAction } from "#shared/scenario/worker-action.ts";
import type { Strategy } from "#shared/scenario/strategy.ts";
import { WORKLOAD_LIMITS, workloadTotals } from "#shared/scenario/workload.ts";
import type { BrokerSource } from "../broker/broker-source.ts";
import type { WallClock } from "#shared/kernel/wall-clock.ts";
import { askPublisher, brokerDown, type PublisherCommand } from "../runs/ask-publisher.ts";
import { changeCrew, noSuchArm, type CrewCommand } from "../runs/change-crew.ts";
import { Run } from "../runs/run.ts";

export interface LabPorts {
  readonly wall: WallClock;
  readonly broker: BrokerSource;
  readonly newRunId: () => RunId;
}

/** Who follows a lab: told of every event of its runs and every change of its state. */
export interface LabObserver {
  readonly onEvent: (event: Logged) => void;
  readonly onState: () => void;
}

type Outcome = Result<null, CommandProblem>;

/** The broker's restart may take minutes, in which people want to stop, or leave. */
const MAY_TAKE_LONG: ReadonlySet<LabCommand["type"]> = new Set(["restart-broker", "publish-burst"]);

const DONE: Outcome = ok(null);
const NO_RUN: Outcome = fail({ code: "no-run" });

/** The place a run lives in: a plan, at most one run of it, and people watching. */
export class Lab {
  readonly labId: LabId;
  #ports: LabPorts;
  #scenario: Scenario = defaultScenario;
  #speed: Speed = 1;
  #people = 0;
  #run: Run | null = null;
  #observer: LabObserver | null = null;
  /** Commands take effect one after the other, in the order they came. */
  #queue: Promise<unknown> = Promise.resolve();
  #stopFollowingBroker: () => void;

  constructor(labId: LabId, ports: LabPorts) {
    this.labId = labId;
    this.#ports = ports;
    this.#stopFollowingBroker = ports.broker.onStatus(() => {
      this.#changed();
    });
  }

  get state(): LabState {
    return {
      labId: this.labId,
      scenario: this.#scenario,
      phase: this.#run?.phase ?? "idle",
      runId: this.#run?.runId ?? null,
      speed: this.#speed,
      people: this.#people,
      broker: this.#ports.broker.status,
    };
  }

  get isRunning(): boolean {
    return this.#run?.isOn() === true;
  }

  get reading(): ClockReading {
    return this.#run?.reading ?? { labMs: 0, rate: 0 };
  }

  observe(observer: LabObserver): void {
    this.#observer = observer;
  }

  setPeople(people: number): void {
    this.#people = people;
    this.#changed();
  }

  /** The current run's log after `afterSeq`, or all of it when `runId` names another one. */
  logSince(runId: RunId | null, afterSeq: Seq | 0): readonly Logged[] {
    if (!this.#run) return [];
    return this.#run.recorder.since(runId === this.#run.runId ? afterSeq : 0);
  }

  execute(command: LabCommand): Promise<Outcome> {
    const outcome = this.#queue.then(() => this.#carryOut(command));
    if (!MAY_TAKE_LONG.has(command.type)) this.#queue = outcome.catch(() => undefined);
    return outcome;
  }

  /** Ends what runs. Resolves when nothing of it is left on the broker. */
  async close(): Promise<void> {
    this.#stopFollowingBroker();
    await this.#queue;
    await this.#run?.stop();
  }

  #carryOut(command: LabCommand): Outcome | Promise<Outcome> {
    switch (command.type) {
      case "set-scenario":
        if (this.isRunning) return fail({ code: "run-in-progress" });
        return this.#plan(command.scenario);
      case "push-task":
        return this.#pushTask(command.text);
      case "set-strategy":
        return this.#setStrategy(command.arm, command.strategy);
      case "redeclare-queue":
      case "publish-astray":
      case "publish-burst":
        return this.#askPublisher(command);
      case "add-worker":
      case "remove-worker":
      case "set-worker-speed":
        return this.#changeCrew(command);
      case "act-on-worker":
        return this.#act(command.arm, command.worker, command.action);
      case "restart-broker":
        return this.#restartBroker(command.kill);
      case "run":
        return this.#start();
      case "pause":
        return this.#steer((run) => {
          run.pause();
        });
      case "resume":
        return this.#steer((run) => {
          run.resume();
        });
      case "step":
        return this.#steer((run) => {
          run.step();
        });
      case "set-speed":
        this.#speed = command.speed;
        this.#live()?.setSpeed(command.speed);
        return this.#done();
      case "stop":
        return this.#stop();
      case "reset":
        return this.#reset();
      case "note":
        return this.#steer((run) => {
          run.note(command.text);
        });
      case "retry-broker":
        this.#ports.broker.retry();
        return DONE;
      case "use-embedded-broker":
        return this.#ports.broker.useEmbedded().then(() => DONE);
      default:
        return assertNever(command);
    }
  }

  async #start(): Promise<Outcome> {
    if (this.isRunning) return fail({ code: "run-in-progress" });
    // One that is closing still holds its queues.
    await this.#run?.stop();
    const { wall, broker: source, newRunId } = this.#ports;
    const { broker, status } = source;
    if (!broker) {
      return fail({ code: "broker-down", reason: status.state === "down" ? status.reason : "" });
    }
    const run = new Run(
      {
        runId: newRunId(),
        owner: this.labId,
        scenario: this.#scenario,
        speed: this.#speed,
        broker,
      },
      {
        wall,
        brokerBack: () => source.brokerBack(),
        restartBroker: (kill) => source.restart(kill),
        onEvent: (event) => this.#observer?.onEvent(event),
        onPhase: () => {
          this.#changed();
        },
      },
    );
    this.#run = run;
    this.#changed();
    const started = await run.start();
    if (started.ok) return DONE;
    // It never opened: there is nothing to look at.
    if (run.recorder.log.length === 0) this.#run = null;
    this.#changed();
    return fail({ code: "broker-down", reason: started.error });
  }

  async #stop(): Promise<Outcome> {
    if (!this.isRunning) return NO_RUN;
    await this.#run?.stop();
    return DONE;
  }

  async #reset(): Promise<Outcome> {
    await this.#run?.stop();
    this.#run = null;
    return this.#plan(defaultScenario);
  }

  #pushTask(text: string): Outcome {
    const run = this.#live();
    if (run?.phase === "broker-lost") return brokerDown(this.#run);
    // Its queues are not declared yet: a task published now would wait for ever.
    if (run?.phase === "starting") return fail({ code: "run-in-progress" });
    const max = WORKLOAD_LIMITS.tasks;
    if (run && run.published >= max) return fail({ code: "limit", what: "tasks", max });
    // In a plan it comes after the others.
    const { lastPublishAtMs } = workloadTotals(this.#scenario.workload);
    const task: PlannedTask = run?.pushTask(text) ?? { text, publishAtMs: lastPublishAtMs };
    const planned = plan.appendTask(this.#scenario, task);
    if (!planned.ok) return fail({ code: "limit", what: "tasks", max });
    return this.#plan(planned.value);
  }

  #setStrategy(arm: ArmId, strategy: Strategy): Outcome {
    const planned = this.#armPlan(arm);
    if (!planned) return fail(noSuchArm(this.#scenario));
    const run = this.#live();
    run?.arms.setStrategy(arm, strategy);
    this.#plan(plan.setStrategy(this.#scenario, arm, strategy));
    if (!run || strategy.durable === planned.strategy.durable) return DONE;
    return fail({ code: "durable-next-run" });
  }

  async #askPublisher(command: PublisherCommand): Promise<Outcome> {
    const arms = command.type === "publish-burst" ? command.arms : [command.arm];
    if (!arms.every((arm) => this.#armPlan(arm))) {
      return fail(noSuchArm(this.#scenario));
    }
    const asked = await askPublisher(command, this.#live(), this.#ports.broker.status);
    if (!asked.ok || command.type !== "redeclare-queue") return asked;
    const { arm, durable } = command;
    return this.#plan(plan.changeStrategy(this.#scenario, arm, { durable }));
  }

  async #changeCrew(command: CrewCommand): Promise<Outcome> {
    const planned = await changeCrew(command, this.#scenario, this.#live());
    return planned.ok ? this.#plan(planned.value) : planned;
  }

  #act(arm: ArmId, worker: WorkerId, action: WorkerAction): Outcome {
    const run = this.#live();
    if (!run) return NO_RUN;
    if (run.phase === "broker-lost") return brokerDown(this.#run);
    const acted = run.arms.act(arm, worker, action);
    return acted === "done" ? DONE : fail({ code: acted });
  }

  /** Also when no run is on: what survives is for everybody to see. */
  #restartBroker(kill: boolean): Outcome | Promise<Outcome> {
    const run = this.#live();
    if (run?.phase === "broker-lost") return brokerDown(this.#run);
    return run?.restartBroker(kill) ?? this.#ports.broker.restart(kill);
  }

  #steer(act: (run: Run) => void): Outcome {
    const run = this.#live();
    if (!run) return NO_RUN;
    act(run);
    return DONE;
  }

  #plan(scenario: Scenario): Outcome {
    this.#scenario = scenario;
    return this.#done();
  }

  #done(): Outcome {
    this.#changed();
    return DONE;
  }

  #live(): Run | null {
    return this.isRunning ? this.#run : null;
  }

  #armPlan(arm: ArmId) {
    return this.#scenario.arms.find((one) => one.arm === arm);
  }

  #changed(): void {
    this.#observer?.onState();
  }
}
