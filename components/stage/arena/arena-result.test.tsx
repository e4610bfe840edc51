import { cleanup, render } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { MessagesProvider } from "#components/i18n/messages-provider.tsx";
import { lasting, moment } from "#shared/kernel/moment.ts";
import { project } from "#shared/kernel/projection.ts";
import type { Language } from "#shared/messages/language.ts";
import { messagesIn } from "#shared/messages/messages.ts";
import { armMetrics } from "#shared/metrics/measure-arm.ts";
import { ledgerOf } from "#shared/run/ledger.ts";
import { runStateProjection } from "#shared/run/run-state-projection.ts";
import { presets } from "#shared/scenario/presets.ts";
import { raceLog } from "#tests/support/race-log.ts";
import { ArenaResult } from "./arena-result.tsx";

afterEach(cleanup);

/** What an arena of *Tutorial* says: its bound is 7.5 s, and whole tasks take 8.0 s at best. */
function said(
  finishMs: number,
  optimumMs: number | null,
  language: Language = "en",
  { onWireMs = 0, outside = 0 } = {},
) {
  const scenario = presets.tutorial;
  const run = project(runStateProjection, raceLog(scenario));
  const [arm] = run.arms;
  const metrics = armMetrics(arm!, scenario, moment(10_000));
  expect(metrics.lowerBoundMs).toBe(7500);
  const { container } = render(
    <MessagesProvider language={language} messages={messagesIn(language)}>
      <ArenaResult
        ledger={{ ...ledgerOf(arm!), outside }}
        total={5}
        metrics={{ ...metrics, finishMs: lasting(finishMs), onWireMs: lasting(onWireMs) }}
        optimumMs={optimumMs === null ? null : lasting(optimumMs)}
        speed={1}
        brokerDelayMs={lasting(0)}
        small={false}
      />
    </MessagesProvider>,
  );
  return container.textContent;
}

describe("ArenaResult", () => {
  it("calls the best possible what it is, though it is over the bound", () => {
    expect(said(8010, 8000)).toBe("finishedthe best possible8.0s");
    expect(said(8010, 8000, "zh")).toContain("已是最好的可能");
  });

  it("says what the best possible is", () => {
    expect(said(9000, 8000)).toBe("finishedbest possible 8.0 s9.0s");
    expect(said(9000, 8000, "zh")).toContain("最好的可能 8.0 秒");
  });

  it("calls nothing best for what the wire cost", () => {
    expect(said(12_300, 8000, "en", { onWireMs: 5600 })).toContain("best possible 8.0 s");
    expect(said(12_300, 7500, "en", { onWireMs: 5600 })).toContain("4.8 s over the bound");
  });

  it("compares nothing where somebody else's tasks were done as well", () => {
    expect(said(7500, 7500, "en", { outside: 1 })).toBe("finishednot the same tasks7.5s");
    expect(said(7500, 7500, "zh", { outside: 1 })).toContain("任务并不相同");
  });

  it("keeps to the bound until it is known, and where it is the bound", () => {
    expect(said(9000, null)).toContain("1.5 s over the bound");
    expect(said(9000, 7500)).toContain("1.5 s over the bound");
    expect(said(7520, 7500)).toContain("on the lower bound");
  });
});
