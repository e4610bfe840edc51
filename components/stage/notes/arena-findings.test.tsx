import { cleanup, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { MessagesProvider } from "#components/i18n/messages-provider.tsx";
import type { Language } from "#shared/messages/language.ts";
import { messagesIn } from "#shared/messages/messages.ts";
import { foresight, unawaitedOn } from "#client/plan/foreseen.ts";
import { lintPlan } from "#shared/scenario/lint-plan.ts";
import { presets } from "#shared/scenario/presets.ts";
import type { AnyFinding } from "#shared/run/lint-run.ts";
import type { WorkerId } from "#shared/scenario/scenario.ts";
import type { Strategy } from "#shared/scenario/strategy.ts";
import { ArenaFindings } from "./arena-findings.tsx";

afterEach(cleanup);

const odd = presets["odd-heavy"];

/** Of arena A of the default race, with that strategy. */
function show(change: Partial<Strategy> = {}, language: Language = "en", canSteer = true) {
  const [arm] = odd.arms;
  const arms = [{ ...arm!, strategy: { ...arm!.strategy, ...change } }];
  return tell(
    lintPlan(
      { ...odd, arms },
      (one, plan) => foresight.get().finishMs(one, plan, null),
      unawaitedOn(null),
    ),
    { language, canSteer },
  );
}

function tell(
  findings: readonly AnyFinding[],
  { language = "en" as Language, canSteer = true, canAct = true },
) {
  const onMend = vi.fn();
  render(
    <MessagesProvider language={language} messages={messagesIn(language)}>
      <ArenaFindings
        arm="A"
        findings={findings}
        widthPx={780}
        canSteer={canSteer}
        canAct={canAct}
        onMend={onMend}
      />
    </MessagesProvider>,
  );
  return onMend;
}

const forgotten: AnyFinding = {
  code: "standing-still",
  arm: "A",
  severity: "warning",
  facts: { why: "acks-forgotten", workers: ["w1" as WorkerId], tasks: 4, unacked: 4 },
};

describe("ArenaFindings", () => {
  it("says what is true of the default race, and mends it in one tap", async () => {
    const onMend = show();
    expect(screen.getByRole("list", { name: "Notes on arena A" }).textContent).toBe(
      "Dealt in turn, these tasks take 24.0 s; with prefetch 1, 15.0 s.Prefetch 1",
    );
    await userEvent.click(screen.getByRole("button", { name: "Prefetch 1 in arena A" }));
    expect(onMend).toHaveBeenCalledExactlyOnceWith({
      type: "settings",
      change: { ack: "manual", prefetch: 1 },
    });
  });

  it("says why a run can't end, and ends that in one tap", async () => {
    const onMend = tell([forgotten], {});
    expect(screen.getByRole("listitem").textContent).toBe(
      "w1 did 4 tasks and will never ack them: the run can't end. Restart it.Restart w1",
    );
    await userEvent.click(screen.getByRole("button", { name: "Restart w1 in arena A" }));
    expect(onMend).toHaveBeenCalledExactlyOnceWith({
      type: "act",
      workers: ["w1"],
      action: { type: "restart" },
    });
  });

  it("offers nothing to do to workers when no run is on", () => {
    tell([forgotten], { canAct: false });
    expect(screen.getByRole("listitem").textContent).toContain("will never ack");
    expect(screen.queryByRole("button")).toBeNull();
  });

  it("offers to declare a queue again only while a run is on", () => {
    const gone: AnyFinding = {
      code: "queue-deleted",
      arm: "A",
      severity: "warning",
      facts: {
        durable: true,
        queueType: "classic",
        deliveryLimit: "default",
        deadLetters: "off",
        tasks: 9,
      },
    };
    tell([gone], { canAct: true });
    expect(screen.getByRole("button").textContent).toBe("Declare it again");
    cleanup();
    tell([gone], { canAct: false });
    expect(screen.getByRole("listitem").textContent).toContain("Somebody deleted this queue");
    expect(screen.queryByRole("button")).toBeNull();
  });

  it("is nothing where there is nothing to say", () => {
    show({ prefetch: 1 });
    expect(screen.queryByRole("list")).toBeNull();
  });

  it("offers no button to someone who only watches", () => {
    show({}, "en", false);
    expect(screen.queryByRole("button")).toBeNull();
  });

  it("shows two at most, and all of them behind +n", async () => {
    show({ prefetch: 2, ack: "auto", durable: false });
    const more = () => screen.getByRole("button", { name: /more notes? on arena A/ });
    await waitFor(() => {
      expect(more().getAttribute("aria-haspopup")).toBe("dialog");
    });
    await userEvent.click(more());
    const all = within(await screen.findByRole("dialog", { name: "Notes on arena A" }));
    expect(all.getAllByRole("listitem").map((one) => one.dataset["finding"])).toEqual([
      "persistent-in-transient-queue",
      "prefetch-inert",
      "unlimited-slower",
    ]);
  });

  it("speaks Chinese too", () => {
    show({}, "zh");
    const list = screen.getByRole("list", { name: "对照区 A 的提示" });
    expect(list.textContent).toContain("轮询派发要 24.0 秒");
  });
});
