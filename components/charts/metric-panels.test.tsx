import { lasting, moment } from "#shared/kernel/moment.ts";
import { cleanup, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { MessagesProvider } from "#components/i18n/messages-provider.tsx";
import { project } from "#shared/kernel/projection.ts";
import { messagesIn } from "#shared/messages/messages.ts";
import { armMetrics } from "#shared/metrics/measure-arm.ts";
import { runStateProjection } from "#shared/run/run-state-projection.ts";
import type { PresetId } from "#shared/scenario/preset.ts";
import { presets } from "#shared/scenario/presets.ts";
import { raceLog } from "#tests/support/race-log.ts";
import { MetricPanels } from "./metric-panels.tsx";

afterEach(cleanup);

function show(preset: PresetId, atMs: number | null, onWireMs = 0, wireless = "ACD") {
  const scenario = presets[preset];
  const log = atMs === null ? [] : raceLog(scenario).filter((event) => event.atMs <= atMs);
  const run = project(runStateProjection, log);
  const nowMs = atMs ?? 0;
  render(
    <MessagesProvider language="en" messages={messagesIn("en")}>
      <MetricPanels
        run={run}
        scenario={scenario}
        metrics={
          new Map(
            run.arms.map((arm) => {
              const measured = armMetrics(arm, scenario, moment(nowMs));
              return [
                arm.arm,
                !wireless.includes(arm.arm)
                  ? { ...measured, onWireMs: lasting(onWireMs) }
                  : measured,
              ];
            }),
          )
        }
        nowMs={nowMs}
        domainMs={25_000}
      />
    </MessagesProvider>,
  );
  return [...document.querySelectorAll("section > [aria-label]")].map((panel) =>
    panel.getAttribute("aria-label"),
  );
}

describe("MetricPanels", () => {
  it("tell in one sentence each what they show at the end of a race", () => {
    expect(show("odd-heavy", 30_000)).toEqual([
      "Finish time. A: 24.0 s. B: 15.0 s. Lower bound 15.0 s.",
      "Where worker time went, worker-seconds. A: busy 30.0, idle while work waits 14.0, nothing to do 4.0, down 0.0. B: busy 30.0, idle while work waits 0.0, nothing to do 0.0, down 0.0.",
      "Queue depth. A: 0 ready and 0 held now, at most 10 waiting. B: 0 ready and 0 held now, at most 10 waiting.",
      "Fairness. A: messages 6 : 6, index 1.00; seconds of work 24 : 6, index 0.74. B: messages 6 : 6, index 1.00; seconds of work 15 : 15, index 1.00.",
    ]);
  });

  it("call no finish what is only the time so far", () => {
    show("odd-heavy", 10_000);
    expect(screen.getByText("so far")).toBeTruthy();
    cleanup();
    show("odd-heavy", 30_000);
    expect(screen.queryByText("so far")).toBeNull();
  });

  it("draw finish and bound on the stage's own clock", () => {
    show("odd-heavy", 30_000);
    const [bars] = document.querySelectorAll("section svg");
    const rects = [...(bars?.querySelectorAll("rect") ?? [])];
    expect(rects.map((bar) => [bar.getAttribute("x"), bar.getAttribute("width")])).toEqual([
      ["0%", "96%"],
      ["0%", "60%"],
    ]);
    expect(bars?.querySelector("line")?.getAttribute("x1")).toBe("60%");
  });

  it("share a row's whole width out by what each part is of it", () => {
    show("odd-heavy", 30_000);
    const [, budget, , fair] = document.querySelectorAll("section");
    const widths = (panel: Element | undefined) =>
      [...(panel?.querySelectorAll("[role=img] div svg[width='240'] rect") ?? [])].map((rect) =>
        Number(rect.getAttribute("width")),
      );
    // Busy 30, idle 14, nothing to do 4 of 48; then busy 30 of 30. The idle part has a plate.
    expect(widths(budget)).toEqual([149, 69, 28, 19, 239]);
    expect(widths(fair)).toEqual([119, 119, 119, 119, 191, 47, 119, 119]);
  });

  it("number the depth's axes: tasks in whole numbers, lab time once under all", () => {
    show("odd-heavy", 30_000);
    const numbers = screen
      .getAllByRole("application")
      .map((chart) =>
        [...chart.querySelectorAll(".recharts-cartesian-axis-tick-value")].map(
          (tick) => tick.textContent,
        ),
      );
    const counts = ["0", "5", "10"];
    expect(numbers).toEqual([counts, ["0 s", "10", "20", ...counts]]);
  });

  it("go through an arena's depth by the arrow keys, step by step, and move nothing else", async () => {
    show("odd-heavy", 30_000);
    const pressed = vi.fn();
    window.addEventListener("keydown", pressed);
    const chart = screen.getByRole("application", { name: /^Queue depth of arena B over time/ });
    const said = () =>
      within(chart.closest<HTMLElement>(".recharts-wrapper")!).getByRole("status", { hidden: true })
        .textContent;
    expect(said()).toBe("");
    chart.focus();
    await waitFor(() => {
      expect(said()).toBe("0.0 s: 10 ready 0 held 2 running");
    });
    await userEvent.keyboard("{ArrowRight}");
    await waitFor(() => {
      expect(said()).toBe("1.0 s: 9 ready 0 held 2 running");
    });
    window.removeEventListener("keydown", pressed);
    expect(pressed).not.toHaveBeenCalled();
    chart.blur();
    await waitFor(() => {
      expect(said()).toBe("");
    });
  });

  it("say of idle what was on the wire, of whom it is worth a word", () => {
    const [, budget] = show("odd-heavy", 30_000, 300);
    expect(budget).toMatch(/ of idle, on the wire at 1×: B 0\.3$/);
    screen.getByText("of idle, on the wire at 1×: B 0.3");
  });

  it("say of more than two arenas how much it was at most, and of each in words and on hover", () => {
    const [, budget] = show("prefetch-dial", 30_000, 300, "");
    expect(budget).toMatch(/ of idle, on the wire at 1×: A 0\.3, B 0\.3, C 0\.3, D 0\.3/);
    const caption = screen.getByText("of idle, on the wire at 1×: up to 0.3");
    expect(caption.title).toContain("A 0.3, B 0.3, C 0.3, D 0.3");
  });

  it("never call a race with losses finished", () => {
    const [finish] = show("kill-a-worker", 60_000);
    expect(finish).toContain("A: 8 of 12, 4 lost.");
  });

  it("give no index once workers were alive for different times", () => {
    show("kill-a-worker", 60_000);
    screen.getByText("no index: unequal time alive");
  });

  it("are there before a run, without figures", () => {
    expect(show("odd-heavy", null)[0]).toBe("Finish time. A: not run. B: not run.");
  });
});
