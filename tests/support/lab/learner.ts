import {
  createLessonProgress,
  tasksOf,
  type LessonProgress,
} from "#client/lesson/lesson-progress.ts";
import { createLogStore, type LogStore } from "#client/log/log-store.ts";
import { expect } from "vitest";
import { commandsOf } from "#shared/lesson/lesson-command.ts";
import type { Lesson, Words } from "#shared/lesson/lesson.ts";
import type { RunState } from "#shared/run/run-state.ts";
import { runStateProjection } from "#shared/run/run-state-projection.ts";
import { eventually } from "#tests/support/eventually.ts";
import type { LabClient } from "./lab-client.ts";
import type { LabServer } from "./lab-server.ts";

/** Faster, a busy machine's own delays would look like idle workers. */
export const LEARNING_SPEED = 4;

/** Someone who takes a lesson: a lab of its own, and the ticks it earns. */
export interface Learner {
  readonly lesson: Lesson;
  readonly client: LabClient;
  readonly progress: LessonProgress;
  /** Waits for a task's tick. */
  readonly ticked: (id: string) => Promise<void>;
  /** Waits for what the run shows about the prediction, in both languages. */
  readonly measured: () => Promise<Words>;
  /** Presses a task's button. */
  readonly press: (id: string, button?: number) => Promise<void>;
}

export async function learn(lesson: Lesson, { openLab, join }: LabServer): Promise<Learner> {
  const lab = await openLab();
  const client = await join(lab.labId, lab);
  const log: LogStore<RunState> = createLogStore(runStateProjection);
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  const progress = createLessonProgress(lesson, log, storage);
  progress.follow();
  const look = () => {
    const runId = client.lab?.runId ?? null;
    if (log.get().runId !== runId) log.begin(runId);
    log.append(client.log);
  };
  await client.must(
    { type: "set-speed", speed: LEARNING_SPEED },
    { type: "set-scenario", scenario: lesson.scenario },
  );
  return {
    lesson,
    client,
    progress,
    ticked: (task) =>
      eventually(
        () => {
          look();
          expect(progress.get().ticked, `waiting for ${task}`).toContain(task);
        },
        { withinMs: 40_000 },
      ),
    measured: async () => {
      await eventually(() => {
        look();
        const text = expect.stringMatching(/./) as string;
        expect(progress.get().measured).toEqual({ en: text, zh: text });
      });
      return progress.get().measured!;
    },
    press: async (task, button = 0) => {
      const pressed = tasksOf(lesson).find((one) => one.id === task)?.buttons?.[button];
      if (!pressed) throw new Error(`${lesson.id} has no such button`);
      const arms = lesson.scenario.arms.map(({ arm }) => arm);
      await client.must(...commandsOf(pressed.command, arms));
    },
  };
}
