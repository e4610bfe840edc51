import { act, cleanup, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ComponentProps } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createStore } from "#client/store.ts";
import { project } from "#shared/kernel/projection.ts";
import type { Right } from "#shared/protocol/rights.ts";
import { runStateProjection } from "#shared/run/run-state-projection.ts";
import { EAGER } from "#shared/scenario/default-scenario.ts";
import { presets } from "#shared/scenario/presets.ts";
import type { Scenario } from "#shared/scenario/scenario.ts";
import { raceLog } from "#tests/support/race-log.ts";
import { StageAt } from "#tests/support/stage/stage-at.tsx";

afterEach(cleanup);

const odd = presets["odd-heavy"];
const arena = (name: RegExp) => within(screen.getByRole("region", { name }));

describe("Stage in mid-race", () => {
  it("names each arena by its strategy", () => {
    render(<StageAt scenario={odd} atMs={11_000} />);
    screen.getByRole("region", { name: "Arena A, eager, prefetch unlimited" });
    screen.getByRole("region", { name: "Arena B, wait for ack, prefetch 1" });
  });

  it("draws each task in its worker's lane, as what it is now", () => {
    render(<StageAt scenario={odd} atMs={11_000} />);
    const lane = within(screen.getByRole("list", { name: "w1 of arena A" }));
    expect(lane.getAllByRole("button").map((bar) => bar.getAttribute("aria-label"))).toEqual([
      "task 1, 4 seconds, done by w1",
      "task 3, 4 seconds, done by w1",
      "task 5, 4 seconds, running at w1",
      "task 7, 4 seconds, held by w1, not started",
      "task 9, 4 seconds, held by w1, not started",
      "task 11, 4 seconds, held by w1, not started",
    ]);
  });

  it("draws a task solid to the end when its end is due and not yet heard of", () => {
    render(<StageAt scenario={odd} atMs={3_990} nowMs={4_100} />);
    const lane = screen.getByRole("list", { name: "w1 of arena A" });
    expect(lane.querySelectorAll(".bar-running")).toHaveLength(1);
  });

  it("draws what is held in the worker's buffer, and what is ready in the queue", () => {
    render(<StageAt scenario={odd} atMs={11_000} />);
    const held = within(screen.getByRole("list", { name: "Held by w1 of arena A" }));
    expect(held.getAllByRole("button")).toHaveLength(3);
    const queue = within(screen.getByRole("list", { name: "Queue of arena B" }));
    queue.getByRole("button", { name: "task 12, 1 second, ready in the queue" });
    arena(/Arena A/).getByText("Empty. All 12 were dealt at 0.0 s.");
  });

  it("says who is idle while work waits, and who alone can do it", () => {
    render(<StageAt scenario={odd} atMs={11_000} />);
    const a = arena(/Arena A/);
    a.getByText("idle, work waits");
    a.getByText("idle 5.0 s, 3 tasks wait");
    a.getByText("Tasks 7, 9 and 11 already left the queue. Only w1 can do them.");
    arena(/Arena B/).getByText("Task 12 waits in the queue for whoever acks first.");
  });

  it("speaks Chinese", () => {
    render(<StageAt scenario={odd} atMs={11_000} language="zh" />);
    screen.getByRole("region", { name: "对照区 A，轮询派发，预取不限" });
    screen.getByText("任务 7、9、11 已离开队列，只有 w1 能做。");
    screen.getByText("空闲 5.0 秒，3 个任务在等");
  });

  it("links a task across arenas while it is pointed at", async () => {
    const user = userEvent.setup();
    const { container } = render(<StageAt scenario={odd} atMs={11_000} />);
    await user.hover(screen.getByRole("button", { name: "task 7, 4 seconds, done by w1" }));
    expect(container.querySelectorAll(".bar-linked")).toHaveLength(2);
    expect(container.querySelectorAll(".token-linked")).toHaveLength(1);
    await user.unhover(screen.getByRole("button", { name: "task 7, 4 seconds, done by w1" }));
    expect(container.querySelectorAll(".bar-linked")).toHaveLength(0);
  });
});

describe("Stage at the end", () => {
  it("says when each finished, against the bound, and who was sooner", () => {
    render(<StageAt scenario={odd} atMs={Infinity} phase="closed" />);
    const [a, b] = [arena(/Arena A/), arena(/Arena B/)];
    a.getByText("24.0");
    a.getByText("9.0 s over the bound");
    a.getByText("idle 14.0 s while work waited at w1");
    b.getByText("on the lower bound");
    b.getByText("finished 15.0 s, the lower bound");
    b.getByText("9.0 s sooner");
    expect(a.queryByText("9.0 s sooner")).toBeNull();
  });

  it("never calls a run with losses finished", () => {
    render(<StageAt scenario={presets["kill-a-worker"]} atMs={Infinity} phase="closed" />);
    const a = arena(/Arena A, auto ack/);
    a.getByText("of 12");
    a.getByText("4 lost for good");
    expect(a.queryByText("finished")).toBeNull();
    a.getByText("w1 killed at 10.5 s. The broker holds no copy of these 4 tasks.");
    arena(/Arena B, manual ack/).getByText("4 redelivered, 0 lost");
  });
});

describe("Stage before a run", () => {
  it("shows what is to come, in empty lanes", () => {
    render(<StageAt scenario={odd} atMs={null} />);
    const queue = within(screen.getByRole("list", { name: "Queue of arena A" }));
    queue.getByRole("button", { name: "task 1, 4 seconds, not yet published" });
    expect(screen.queryByRole("list", { name: "w1 of arena A" })).toBeNull();
  });

  it("offers a worker to an arena that has none", async () => {
    const onAddWorker = vi.fn();
    const arms = odd.arms.map((arm) => ({ ...arm, workers: [] }));
    render(<StageAt scenario={{ ...odd, arms }} atMs={null} onAddWorker={onAddWorker} />);
    const b = arena(/Arena B/);
    await b.findByText(/Tasks wait safely in the queue/);
    await userEvent.click(b.getByRole("button", { name: "Add a worker" }));
    expect(onAddWorker).toHaveBeenCalledWith("B");
  });
});

describe("a strategy's controls", () => {
  const settings = (scenario: Scenario, change: Partial<ComponentProps<typeof StageAt>> = {}) => {
    const onStrategy = vi.fn();
    render(<StageAt scenario={scenario} atMs={null} onStrategy={onStrategy} {...change} />);
    return { onStrategy, a: arena(/Arena A/) };
  };

  it("change prefetch and ack", async () => {
    const { onStrategy, a } = settings(odd);
    await userEvent.click(a.getByRole("radio", { name: "5" }));
    expect(onStrategy).toHaveBeenLastCalledWith("A", { ...EAGER, prefetch: 5 });
    await userEvent.click(a.getByRole("radio", { name: "auto" }));
    expect(onStrategy).toHaveBeenLastCalledWith("A", { ...EAGER, ack: "auto" });
    await userEvent.click(a.getByRole("switch", { name: "Persistent" }));
    expect(onStrategy).toHaveBeenLastCalledWith("A", { ...EAGER, persistent: false });
  });

  it("take any other prefetch, and say what one is", async () => {
    const { onStrategy, a } = settings(odd);
    await userEvent.click(a.getByRole("button", { name: "Another prefetch, 1 to 65535" }));
    const field = await screen.findByRole("textbox", { name: /whole number/ });
    await userEvent.type(field, "70000{Enter}");
    expect(screen.getByRole("alert").textContent).toMatch(/1 to 65535/);
    expect(onStrategy).not.toHaveBeenCalled();
    await userEvent.clear(field);
    await userEvent.type(field, "3{Enter}");
    expect(onStrategy).toHaveBeenLastCalledWith("A", { ...EAGER, prefetch: 3 });
  });

  it("say why prefetch has no effect with auto ack, and keep focus", async () => {
    const [a0, b0] = odd.arms;
    const auto = { ...EAGER, ack: "auto" as const };
    const { onStrategy, a } = settings({ ...odd, arms: [{ ...a0!, strategy: auto }, b0!] });
    const group = a.getByRole("radiogroup", { name: "Prefetch" });
    expect(document.getElementById(group.getAttribute("aria-describedby")!)?.textContent).toMatch(
      /No effect with auto ack/,
    );
    await userEvent.click(within(group).getByRole("radio", { name: "1" }));
    expect(onStrategy).not.toHaveBeenCalled();
    expect(document.activeElement).toBe(within(group).getByRole("radio", { name: "1" }));
  });

  it("take the queue's type behind a button, from the next run on while there is a queue", async () => {
    const [a0, b0] = odd.arms;
    const planned = { ...EAGER, queueType: "quorum" as const };
    const { onStrategy, a } = settings(
      { ...odd, arms: [{ ...a0!, strategy: planned }, b0!] },
      { atMs: 0, run: project(runStateProjection, raceLog(odd).slice(0, 3)) },
    );
    await userEvent.click(a.getByRole("button", { name: "More, Settings of arena A" }));
    const group = screen.getByRole("radiogroup", { name: "Queue type" });
    expect(document.getElementById(group.getAttribute("aria-describedby")!)?.textContent).toBe(
      "from the next run",
    );
    await userEvent.click(within(group).getByRole("radio", { name: "classic" }));
    expect(onStrategy).toHaveBeenLastCalledWith("A", EAGER);
  });

  it("say why transient messages make no difference in a quorum queue", async () => {
    const [a0, b0] = odd.arms;
    const quorum = { ...EAGER, queueType: "quorum" as const };
    const { onStrategy, a } = settings({ ...odd, arms: [{ ...a0!, strategy: quorum }, b0!] });
    const persistent = a.getByRole("switch", { name: "Persistent" });
    expect(
      document.getElementById(persistent.getAttribute("aria-describedby")!)?.textContent,
    ).toMatch(/No effect in a quorum queue/);
    await userEvent.click(persistent);
    expect(onStrategy).not.toHaveBeenCalled();
  });

  it("are locked for someone who only watches", async () => {
    const { onStrategy, a } = settings(odd, { canSteer: false });
    await userEvent.click(a.getByRole("radio", { name: "1" }));
    await userEvent.click(a.getByRole("switch", { name: "Durable queue" }));
    expect(onStrategy).not.toHaveBeenCalled();
    expect(a.queryByRole("button", { name: "Add a worker to arena A" })).toBeNull();
  });
});

describe("what goes wrong", () => {
  it.each([
    ["classic", 541, "541: this broker refuses a non-durable shared queue."],
    ["quorum", 406, "406: a quorum queue must be durable."],
  ] as const)(
    "explains a refused %s queue in the broker's words and offers the remedy",
    async (queueType, replyCode, title) => {
      const onStrategy = vi.fn();
      const [a0, b0] = odd.arms;
      const transient = { ...EAGER, durable: false, queueType };
      const scenario = { ...odd, arms: [{ ...a0!, strategy: transient }, b0!] };
      const [opened, declared] = raceLog({ ...odd, arms: scenario.arms });
      const run = project(runStateProjection, [
        opened!,
        {
          ...declared!,
          type: "declare-refused",
          arm: "A",
          queue: "q",
          queueType,
          deliveryLimit: "default",
          deadLetters: "off",
          durable: false,
          replyCode,
          replyText: "INTERNAL_ERROR - transient",
        },
      ]);
      render(<StageAt scenario={scenario} atMs={0} run={run} onStrategy={onStrategy} />);
      const alert = within(await arena(/Arena A/).findByRole("alert"));
      alert.getByText(title);
      alert.getByText(/INTERNAL_ERROR - transient/);
      await userEvent.click(alert.getByRole("button", { name: "Turn on Durable queue" }));
      expect(onStrategy).toHaveBeenCalledWith("A", { ...transient, durable: true });
    },
  );
});

describe("time", () => {
  it("moves the lines and the running bars, and draws no arena and no header again", () => {
    const ticker = createStore({ nowMs: 11_000, liveMs: 11_000 });
    const rights: Right[] = [];
    const can = (right: Right) => {
      rights.push(right);
      return true;
    };
    const { container } = render(<StageAt scenario={odd} atMs={11_000} lab={{ ticker, can }} />);
    const picture = () => ({
      now: container.querySelector("[data-arm='A'] .line-now")?.getAttribute("x1"),
      clock: screen.getByRole("slider", { name: "Time" }).getAttribute("aria-valuetext"),
    });
    const before = picture();
    // Arenas, headers and footers ask for this right whenever they are drawn; lanes ask for another.
    expect(rights).toContain("set-strategy");
    rights.length = 0;
    act(() => {
      ticker.set({ nowMs: 11_400, liveMs: 11_400 });
    });
    expect(picture().clock).toBe("11.4 seconds");
    expect(picture().now).not.toBe(before.now);
    expect(rights).toContain("act-on-worker");
    expect(rights).not.toContain("set-strategy");
  });
});

describe("what a worker has held longest", () => {
  it("has its age on the worker's row where it was not worked on all that time", () => {
    render(<StageAt scenario={odd} atMs={5000} />);
    expect(arena(/Arena A/).getAllByTitle(/^The message it has held longest/)).toHaveLength(2);
    expect(arena(/Arena B/).queryByTitle(/^The message it has held longest/)).toBeNull();
    cleanup();
    render(<StageAt scenario={odd} atMs={5000} language="zh" />);
    arena(/A/).getAllByTitle(/未确认$/);
  });
});
