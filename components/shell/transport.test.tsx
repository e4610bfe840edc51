import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { LabPhase } from "#shared/protocol/lab-state.ts";
import { InLab, labInHand, type LabAt } from "#tests/support/lab/lab-in-hand.tsx";
import { Transport } from "./transport.tsx";

afterEach(cleanup);

function show(at: LabAt = {}) {
  const ask = vi.fn(() => Promise.resolve(true));
  render(
    <InLab lab={labInHand({ ...at, ask })}>
      <Transport inviting={false} />
    </InLab>,
  );
  return ask;
}

const button = (name: string) => screen.getByRole("button", { name });

describe("Transport", () => {
  it.each<[LabPhase, string]>([
    ["idle", "Run"],
    ["starting", "Starting"],
    ["running", "Pause"],
    ["paused", "Resume"],
    ["closed", "Run again"],
  ])("in phase %s offers %s", (phase, text) => {
    show({ phase, hasRun: phase !== "idle" });
    button(text);
  });

  it("runs, steps and changes speed", async () => {
    const ask = show({ phase: "running", hasRun: true });
    await userEvent.click(button("Pause"));
    await userEvent.click(button("Step to the next event"));
    await userEvent.click(button("Step back: look at the previous event"));
    await userEvent.click(screen.getByRole("radio", { name: "20×" }));
    expect(ask.mock.calls).toEqual([
      [{ type: "run-or-pause" }],
      [{ type: "step" }],
      [{ type: "step-event", direction: -1 }],
      [{ type: "set-speed", speed: 20 }],
    ]);
  });

  it("has nothing to step through before a run", () => {
    show();
    expect(button("Step to the next event")).toHaveProperty("disabled", true);
    expect(button("Back to the start")).toHaveProperty("disabled", true);
  });

  it("lets one who watches look at earlier moments, and nothing else", async () => {
    const ask = show({ phase: "running", hasRun: true, roles: ["viewer"] });
    expect(button("Pause")).toHaveProperty("disabled", true);
    expect(button("Back to the start")).toHaveProperty("disabled", true);
    expect(button("Pause").title).toBe("You are watching; only the one who opened this lab steers");
    await userEvent.click(screen.getByRole("radio", { name: "20×" }));
    await userEvent.click(button("Step back: look at the previous event"));
    expect(ask).toHaveBeenCalledExactlyOnceWith({ type: "step-event", direction: -1 });
  });

  it("steps the view, not the run, while an earlier moment is looked at", () => {
    show({ phase: "closed", hasRun: true, isFollowing: false });
    expect(button("Step to the next event")).toHaveProperty("disabled", false);
  });

  it("says at each button why it is off", () => {
    show({ phase: "broker-lost", hasRun: true });
    expect(button("Resume").title).toBe("The broker is away");
    expect(button("Step to the next event").title).toBe("Step to the next event (The run is over)");
    cleanup();
    show({ phase: "idle" });
    expect(button("Back to the start").title).toBe("Back to the start (Nothing has been run yet)");
    cleanup();
    show({
      phase: "running",
      hasRun: true,
      link: { state: "reconnecting", attempt: 1, sinceMs: 0 },
    });
    expect(button("Pause").title).toBe("The line to the server is broken");
  });
});
