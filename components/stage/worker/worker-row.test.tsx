import { cleanup, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { presets } from "#shared/scenario/presets.ts";
import type { Scenario } from "#shared/scenario/scenario.ts";
import { StageAt } from "#tests/support/stage/stage-at.tsx";

afterEach(cleanup);

const odd = presets["odd-heavy"];

describe("a worker's actions in its row", () => {
  const press = (name: string) => userEvent.click(screen.getByRole("button", { name }));

  it("give it, between runs, more tasks at once, which its row says", async () => {
    const onConcurrency = vi.fn();
    const [a] = odd.arms;
    const [w1, w2] = a!.workers;
    const workers = [{ ...w1!, concurrency: 4 }, w2!];
    const scenario: Scenario = { ...odd, arms: [{ ...a!, workers }] };
    render(<StageAt scenario={scenario} atMs={null} onConcurrency={onConcurrency} />);
    const row = (worker: string) =>
      within(screen.getByRole("group", { name: `Worker ${worker}, arena A` }));
    row("w1").getByText("4 at once");
    expect(row("w2").queryByText(/at once/)).toBeNull();
    await press("actions, w1 of arena A");
    await userEvent.click(await screen.findByRole("menuitem", { name: "more tasks at once" }));
    expect(onConcurrency).toHaveBeenCalledExactlyOnceWith("A", "w1", 8);
  });
});
