import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ComponentProps } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { MessagesProvider } from "#components/i18n/messages-provider.tsx";
import { messagesIn } from "#shared/messages/messages.ts";
import type { LabPhase } from "#shared/protocol/lab-state.ts";
import { Transport } from "./transport.tsx";

afterEach(cleanup);

function show(change: Partial<ComponentProps<typeof Transport>> = {}) {
  const actions = {
    toStart: vi.fn(),
    step: vi.fn(),
    setSpeed: vi.fn(),
  };
  const ask = vi.fn();
  render(
    <MessagesProvider language="en" messages={messagesIn("en")}>
      <Transport
        phase="idle"
        speed={1}
        hasRun={false}
        following
        canSteer
        inviting={false}
        actions={actions}
        ask={ask}
        clock={<span>0.0 s</span>}
        {...change}
      />
    </MessagesProvider>,
  );
  return { ...actions, ask };
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
    const actions = show({ phase: "running", hasRun: true });
    await userEvent.click(button("Pause"));
    await userEvent.click(button("Step to the next event"));
    await userEvent.click(button("Step back: look at the previous event"));
    await userEvent.click(screen.getByRole("radio", { name: "20×" }));
    expect(actions.step).toHaveBeenCalledOnce();
    expect(actions.ask.mock.calls).toEqual([
      [{ type: "run-or-pause" }],
      [{ type: "step-event", direction: -1 }],
    ]);
    expect(actions.setSpeed).toHaveBeenCalledExactlyOnceWith(20);
  });

  it("has nothing to step through before a run", () => {
    show();
    expect(button("Step to the next event")).toHaveProperty("disabled", true);
    expect(button("Back to the start")).toHaveProperty("disabled", true);
  });

  it("lets one who watches look at earlier moments, and nothing else", async () => {
    const actions = show({ phase: "running", hasRun: true, canSteer: false });
    expect(button("Pause")).toHaveProperty("disabled", true);
    expect(button("Back to the start")).toHaveProperty("disabled", true);
    expect(button("Pause").title).toBe("You are watching; only the one who opened this lab steers");
    await userEvent.click(screen.getByRole("radio", { name: "20×" }));
    expect(actions.setSpeed).not.toHaveBeenCalled();
    await userEvent.click(button("Step back: look at the previous event"));
    expect(actions.ask).toHaveBeenCalledExactlyOnceWith({ type: "step-event", direction: -1 });
  });

  it("steps the view, not the run, while an earlier moment is looked at", () => {
    show({ phase: "closed", hasRun: true, following: false });
    expect(button("Step to the next event")).toHaveProperty("disabled", false);
  });
});
