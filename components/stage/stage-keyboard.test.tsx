import { cleanup, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { presets } from "#shared/scenario/presets.ts";
import { StageAt } from "#tests/support/stage/stage-at.tsx";

afterEach(cleanup);

const odd = presets["odd-heavy"];

describe("by keyboard alone", () => {
  it("moves inside a lane with Left and Right, between lanes with Up and Down", async () => {
    render(<StageAt scenario={odd} atMs={11_000} />);
    screen.getByRole("button", { name: "task 5, 4 seconds, running at w1" }).focus();
    await userEvent.keyboard("{ArrowLeft}");
    expect(document.activeElement?.getAttribute("aria-label")).toMatch(/^task 3,/);
    await userEvent.keyboard("{ArrowDown}");
    expect(document.activeElement?.closest("[data-lane]")?.getAttribute("data-lane")).toBe("A.w2");
    await userEvent.keyboard("{ArrowDown}{End}");
    expect(document.activeElement?.closest("[data-lane]")?.getAttribute("data-lane")).toBe("B.w1");
    expect(document.activeElement?.getAttribute("aria-label")).toMatch(/^task 9,/);
  });

  it("leaves one tab stop in each lane", () => {
    render(<StageAt scenario={odd} atMs={11_000} />);
    for (const lane of screen.getAllByRole("list", { name: /^w\d of arena/ })) {
      const stops = within(lane)
        .getAllByRole("button")
        .filter((bar) => bar.getAttribute("tabindex") === "0");
      expect(stops).toHaveLength(1);
    }
  });

  it("scrubs with the ruler", async () => {
    const onSeek = vi.fn();
    render(<StageAt scenario={odd} atMs={11_000} onSeek={onSeek} />);
    const ruler = screen.getByRole("slider", { name: "Time" });
    expect(ruler.getAttribute("aria-valuetext")).toBe("11.0 seconds");
    ruler.focus();
    await userEvent.keyboard("{Shift>}{ArrowLeft}{/Shift}");
    expect(onSeek).toHaveBeenLastCalledWith(10_000);
    await userEvent.keyboard("{Home}");
    expect(onSeek).toHaveBeenLastCalledWith(0);
  });

  it("goes back to now", async () => {
    const onFollow = vi.fn();
    render(<StageAt scenario={odd} atMs={6000} liveMs={11_000} onFollow={onFollow} />);
    await userEvent.click(screen.getByRole("button", { name: "back to now" }));
    expect(onFollow).toHaveBeenCalledOnce();
  });
});

describe("a worker's actions", () => {
  const press = (name: string) => userEvent.click(screen.getByRole("button", { name }));

  it("happen to the run while one is on, and leave the keyboard with the worker", async () => {
    const onActOnWorker = vi.fn();
    render(<StageAt scenario={odd} atMs={5000} onActOnWorker={onActOnWorker} />);
    await press("kill, w1 of arena B");
    expect(onActOnWorker).toHaveBeenCalledExactlyOnceWith("B", "w1", { type: "kill" });
    expect(document.activeElement).toBe(screen.getByRole("group", { name: "Worker w1, arena B" }));
  });

  it("are nobody's but the host's", () => {
    render(<StageAt scenario={odd} atMs={5000} canSteer={false} />);
    expect(screen.queryByRole("button", { name: /^(kill|slow|actions), w1/ })).toBeNull();
  });
});
