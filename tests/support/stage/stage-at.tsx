import { foreseenEndMs } from "#client/plan/foreseen.ts";
import { useState, type ComponentProps } from "react";
import { vi } from "vitest";
import { MessagesProvider } from "#components/i18n/messages-provider.tsx";
import { Stage } from "#components/lab/stage.tsx";
import { timeDomain } from "#components/lab/time-domain.model.ts";
import { moment } from "#shared/kernel/moment.ts";
import { project } from "#shared/kernel/projection.ts";
import type { Language } from "#shared/messages/language.ts";
import { messagesIn } from "#shared/messages/messages.ts";
import { armMetrics } from "#shared/metrics/measure-arm.ts";
import { runStateProjection } from "#shared/run/run-state-projection.ts";
import type { Scenario, TaskNumber } from "#shared/scenario/scenario.ts";
import { raceLog } from "../race-log.ts";

type StageProps = ComponentProps<typeof Stage>;
interface Shown extends Partial<StageProps> {
  readonly scenario: Scenario;
  /** `null` before a run. */
  readonly atMs: number | null;
  readonly language?: Language;
}

/** A stage at one moment of the race a correct dispatcher would run. */
export function StageAt({ scenario, atMs, language = "en", ...change }: Shown) {
  const [linkedTask, onLinkTask] = useState<TaskNumber | null>(null);
  const run = project(
    runStateProjection,
    atMs === null ? [] : raceLog(scenario, { untilMs: atMs }),
  );
  const props: StageProps = {
    run,
    scenario,
    metrics: new Map(
      run.arms.map((arm) => [
        arm.arm,
        armMetrics(arm, scenario, moment(Math.min(atMs ?? 0, 60_000))),
      ]),
    ),
    nowMs: Math.min(atMs ?? 0, run.atMs),
    liveMs: atMs === null ? null : run.atMs,
    domainMs: timeDomain(foreseenEndMs(scenario), run, null),
    phase: atMs === null ? "idle" : "running",
    isRunOn: atMs !== null,
    canSteer: true,
    linkedTask,
    onLinkTask,
    onSeek: vi.fn(),
    onSeekEnd: vi.fn(),
    onFollow: vi.fn(),
    onStrategy: vi.fn(),
    onAddWorker: vi.fn(),
    onActOnWorker: vi.fn(),
    onAddArm: vi.fn(),
    onRemoveArm: vi.fn(),
    ...change,
  };
  return (
    <MessagesProvider language={language} messages={messagesIn(language)}>
      <Stage {...props} />
    </MessagesProvider>
  );
}
