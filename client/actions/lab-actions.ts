import type { LabCommand } from "#shared/protocol/lab-command.ts";
import { isRunOn, type Speed } from "#shared/protocol/lab-state.ts";
import type { ArmId, PlannedTask, Scenario, WorkerId } from "#shared/scenario/scenario.ts";
import type { Strategy } from "#shared/scenario/strategy.ts";
import type { WorkerAction } from "#shared/scenario/worker-action.ts";
import type { LabSession } from "#client/lab-session.ts";
import type { SendProblem } from "#client/connection/lab-socket.ts";

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
  readonly publishBurst: (count: number, kill: boolean) => Promise<boolean>;
  /** @param strategy as it is to be: what it changes is asked for, and no more. */
  readonly setStrategy: (arm: ArmId, strategy: Strategy) => void;
  readonly actOnWorker: (
    arm: ArmId,
    worker: WorkerId,
    action: WorkerAction | { readonly type: "remove" },
  ) => void;
  readonly resetAll: () => void;
  /** Any command, as it is. @returns whether it was carried out. */
  readonly send: (command: LabCommand) => Promise<boolean>;
  readonly undo: () => void;
  readonly redo: () => void;
}

/** What a person may do in a lab: ask its server, or look elsewhere. */
export function createLabActions(
  { connection, plan, log, clock }: LabSession,
  onProblem: (problem: SendProblem) => void,
): LabActions {
  const phase = () => connection.get().lab?.phase;
  const scenario = (): Scenario | null => plan.get().scenario;

  const report = async (answer: ReturnType<typeof plan.undo>): Promise<boolean> => {
    const result = await answer;
    if (result?.ok === false) onProblem(result.error);
    return result?.ok === true;
  };
  const send = (command: LabCommand) => report(plan.send(command));

  const run = () => {
    clock.follow();
    void send({ type: "run" });
  };

  const stepView = (direction: 1 | -1) => {
    const { nowMs } = clock.moment();
    let seq = log.countAt(nowMs);
    if (direction === 1) {
      const next = log.event(seq + 1);
      if (next === undefined) clock.follow();
      else clock.seek(next.atMs);
      return;
    }
    while (log.event(seq)?.atMs === nowMs) seq--;
    clock.seek(log.event(seq)?.atMs ?? 0);
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
      if (clock.get().following) void send({ type: "step" });
      else stepView(1);
    },

    stepView,

    setSpeed(speed) {
      void send({ type: "set-speed", speed });
    },

    push: (task) => send({ type: "push-task", ...task }),

    publishAstray(text, mandatory) {
      for (const { arm } of scenario()?.arms ?? []) {
        void send({ type: "publish-astray", arm, text, mandatory });
      }
    },

    publishBurst(count, kill) {
      const arms = scenario()?.arms.map(({ arm }) => arm) ?? [];
      return send({ type: "publish-burst", arms, count, kill });
    },

    setStrategy(arm, strategy) {
      const before = scenario()?.arms.find((one) => one.arm === arm)?.strategy;
      void send({ type: "set-strategy", arm, strategy: difference(before, strategy) });
    },

    actOnWorker(arm, worker, action) {
      if (action.type === "remove") void send({ type: "remove-worker", arm, worker });
      else void send({ type: "act-on-worker", arm, worker, action });
    },

    resetAll() {
      clock.follow();
      void send({ type: "reset" });
    },

    send,

    undo() {
      void report(plan.undo());
    },

    redo() {
      void report(plan.redo());
    },
  };
}

/** What differs, so that somebody else's change of another setting stands. */
function difference(before: Strategy | undefined, after: Strategy): Partial<Strategy> {
  if (before === undefined) return after;
  const changed = Object.entries(after).filter(
    ([setting, value]) => before[setting as keyof Strategy] !== value,
  );
  return Object.fromEntries(changed);
}
