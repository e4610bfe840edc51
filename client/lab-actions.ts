import type { Result } from "#shared/kernel/result.ts";
import type { LabCommand } from "#shared/protocol/lab-command.ts";
import type { LabPhase, Speed } from "#shared/protocol/lab-state.ts";
import * as edits from "#shared/scenario/edit-scenario.ts";
import { SCENARIO_LIMITS } from "#shared/scenario/scenario-limits.ts";
import type { ArmId, Fault, PlannedTask, Scenario, WorkerId } from "#shared/scenario/scenario.ts";
import type { Strategy } from "#shared/scenario/strategy.ts";
import type { WorkerAction } from "#shared/scenario/worker-action.ts";
import { WORKLOAD_LIMITS } from "#shared/scenario/workload.ts";
import type { SendProblem } from "./lab-connection.ts";
import type { LabSession } from "./lab-session.ts";

/** Why nothing came of what was asked: by the server, or because the plan cannot be like that. */
export type ActionProblem =
  | SendProblem
  | { readonly code: "limit"; readonly what: "arms" | "faults"; readonly max: number }
  | { readonly code: "last-arm" }
  | { readonly code: "last-worker" };

/** Whether a run holds the plan: then changes go to the run, and only some are possible. */
export function isRunOn(phase: LabPhase | undefined): boolean {
  return (
    phase === "starting" || phase === "running" || phase === "paused" || phase === "broker-lost"
  );
}

export interface LabActions {
  /** Run, Pause, Resume or Run again, whichever is due. */
  readonly runOrPause: () => void;
  readonly runAgain: () => void;
  /** Ends a run that is on, or looks at the start of one that is over. */
  readonly toStart: () => void;
  readonly step: () => void;
  readonly stepView: (direction: 1 | -1) => void;
  readonly setSpeed: (speed: Speed) => void;
  /** @returns whether it was taken, so that nothing typed is thrown away. */
  readonly push: (task: PlannedTask) => Promise<boolean>;
  /** In every arena, to a queue that isn't there. */
  readonly publishAstray: (text: string, mandatory: boolean) => void;
  /** Beside every arena, many messages at once; with `kill` the broker dies right after. */
  readonly publishBurst: (count: number, kill: boolean) => void;
  readonly edit: (change: (plan: Scenario) => Scenario) => Promise<boolean>;
  readonly setStrategy: (arm: ArmId, strategy: Strategy) => void;
  readonly addWorker: (arm: ArmId) => void;
  /** A speed and a removal stay in the plan; the rest happens to the run alone. */
  readonly actOnWorker: (
    arm: ArmId,
    worker: WorkerId,
    action: WorkerAction | { readonly type: "remove" },
  ) => void;
  readonly restartBroker: (kill: boolean) => void;
  /** @returns whether it is in the plan now. */
  readonly addFault: (fault: Fault) => Promise<boolean>;
  readonly addArm: () => void;
  readonly removeArm: (arm: ArmId) => void;
  readonly note: (text: string) => void;
  /** Anything else, as it is. @returns whether it was carried out. */
  readonly send: (command: LabCommand) => Promise<boolean>;
  readonly resetAll: () => void;
  readonly retryBroker: () => void;
  readonly useEmbeddedBroker: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
}

/** What a person may do in a lab. Between runs it changes the plan, during one the run. */
export function createLabActions(
  { connection, plan, log, clock }: LabSession,
  onProblem: (problem: ActionProblem) => void,
): LabActions {
  const phase = () => connection.getSnapshot().lab?.phase;
  const scenario = () => plan.getSnapshot().scenario;

  const report = async (answer: Promise<Result<null, SendProblem>> | null): Promise<boolean> => {
    const result = await answer;
    if (result?.ok === false) onProblem(result.error);
    return result?.ok === true;
  };
  const send = (command: LabCommand) => report(connection.send(command));

  const edit = (change: (plan: Scenario) => Scenario) => {
    const present = scenario();
    if (present === null) return Promise.resolve(false);
    if (!isRunOn(phase())) return report(plan.edit(change(present)));
    onProblem({ code: "run-in-progress" });
    return Promise.resolve(false);
  };

  /** For edits that a plan may be too full or too small for. */
  const tryEdit = (
    change: (plan: Scenario) => Result<Scenario, keyof typeof EDIT_PROBLEMS>,
  ): Promise<boolean> => {
    const present = scenario();
    if (present === null) return Promise.resolve(false);
    const changed = change(present);
    if (changed.ok) return edit(() => changed.value);
    onProblem(EDIT_PROBLEMS[changed.error]);
    return Promise.resolve(false);
  };

  const run = () => {
    clock.follow();
    void send({ type: "run" });
  };

  const stepView = (direction: 1 | -1) => {
    const { nowMs } = clock.moment();
    const events = log.events();
    if (direction === 1) {
      const next = events[log.countAt(nowMs)];
      if (next === undefined) clock.follow();
      else clock.seek(next.atMs);
      return;
    }
    const at = events[log.countAt(nowMs) - 1]?.atMs ?? 0;
    const before = at < nowMs ? at : events.findLast((event) => event.atMs < nowMs)?.atMs;
    clock.seek(before ?? 0);
  };

  const removeWorker = (arm: ArmId, worker: WorkerId) => {
    if (isRunOn(phase())) void send({ type: "remove-worker", arm, worker });
    else void tryEdit((present) => edits.removeWorker(present, arm, worker));
  };

  const setWorkerSpeed = (arm: ArmId, worker: WorkerId, speed: number) => {
    if (isRunOn(phase())) void send({ type: "set-worker-speed", arm, worker, speed });
    else void edit((present) => edits.setWorkerSpeed(present, arm, worker, speed));
  };

  return {
    runOrPause() {
      const now = phase();
      if (now === "running") void send({ type: "pause" });
      else if (now === "paused") void send({ type: "resume" });
      else if (!isRunOn(now)) run();
    },

    runAgain() {
      if (!isRunOn(phase())) run();
      else
        void send({ type: "stop" }).then((stopped) => {
          if (stopped) run();
        });
    },

    toStart() {
      if (isRunOn(phase())) void send({ type: "stop" });
      else clock.seek(0);
    },

    step() {
      if (clock.getSnapshot().following) void send({ type: "step" });
      else stepView(1);
    },

    stepView,

    setSpeed(speed) {
      void send({ type: "set-speed", speed });
    },

    async push(task) {
      const publish = () => send({ type: "push-task", text: task.text });
      const present = scenario();
      if (isRunOn(phase()) || present === null) return publish();
      const changed = edits.appendTask(present, task);
      if (!changed.ok) {
        onProblem(EDIT_PROBLEMS[changed.error]);
        return false;
      }
      const planned = await plan.edit(changed.value);
      // Run was pressed a moment ago, and we have not heard of it yet.
      if (!planned.ok && planned.error.code === "run-in-progress") return publish();
      if (!planned.ok) onProblem(planned.error);
      return planned.ok;
    },

    publishAstray(text, mandatory) {
      for (const { arm } of scenario()?.arms ?? []) {
        void send({ type: "publish-astray", arm, text, mandatory });
      }
    },

    publishBurst(count, kill) {
      const arms = scenario()?.arms.map(({ arm }) => arm) ?? [];
      void send({ type: "publish-burst", arms, count, kill });
    },

    edit,

    setStrategy(arm, strategy) {
      if (!isRunOn(phase())) {
        void edit((present) => edits.setStrategy(present, arm, strategy));
        return;
      }
      const planned = scenario()?.arms.find((one) => one.arm === arm)?.strategy;
      // The queue is there: its durability is a question for the broker.
      if (planned && planned.durable !== strategy.durable) {
        void send({ type: "redeclare-queue", arm, durable: strategy.durable });
      } else void send({ type: "set-strategy", arm, strategy });
    },

    addWorker(arm) {
      if (isRunOn(phase())) void send({ type: "add-worker", arm });
      else void tryEdit((present) => edits.addWorker(present, arm));
    },

    actOnWorker(arm, worker, action) {
      if (action.type === "set-speed") setWorkerSpeed(arm, worker, action.speed);
      else if (action.type === "remove") removeWorker(arm, worker);
      else void send({ type: "act-on-worker", arm, worker, action });
    },

    restartBroker(kill) {
      void send({ type: "restart-broker", kill });
    },

    addFault(fault) {
      return tryEdit((present) => edits.addFault(present, fault));
    },

    addArm() {
      void tryEdit(edits.addArm);
    },

    removeArm(arm) {
      void tryEdit((present) => edits.removeArm(present, arm));
    },

    note(text) {
      void send({ type: "note", text });
    },

    send,

    resetAll() {
      plan.keep();
      clock.follow();
      void send({ type: "reset" });
    },

    retryBroker() {
      void send({ type: "retry-broker" });
    },

    useEmbeddedBroker() {
      void send({ type: "use-embedded-broker" });
    },

    undo() {
      if (isRunOn(phase())) onProblem({ code: "run-in-progress" });
      else void report(plan.undo());
    },

    redo() {
      if (isRunOn(phase())) onProblem({ code: "run-in-progress" });
      else void report(plan.redo());
    },
  };
}

const EDIT_PROBLEMS = {
  "too-many-tasks": { code: "limit", what: "tasks", max: WORKLOAD_LIMITS.tasks },
  "too-many-arms": { code: "limit", what: "arms", max: SCENARIO_LIMITS.arms },
  "too-many-workers": { code: "limit", what: "workers", max: SCENARIO_LIMITS.workers },
  "too-many-faults": { code: "limit", what: "faults", max: SCENARIO_LIMITS.faults },
  "last-arm": { code: "last-arm" },
  "last-worker": { code: "last-worker" },
} as const satisfies Record<string, ActionProblem>;
