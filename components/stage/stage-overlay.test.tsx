import { cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { presets } from "#shared/scenario/presets.ts";
import type { Scenario } from "#shared/scenario/scenario.ts";
import { StageAt } from "#tests/support/stage/stage-at.tsx";
import { stageLayout } from "./stage-layout.model.ts";
import { timeScale } from "./time-scale.model.ts";

afterEach(cleanup);

const odd = presets["odd-heavy"];
const arena = (name: RegExp) => within(screen.getByRole("region", { name }));

describe("Stage of a race whose first task came at 5 s", () => {
  const late: Scenario = {
    ...odd,
    preset: null,
    workload: ["task..", "task.."].map((text) => ({ text, publishAtMs: 5000 })),
    arms: odd.arms.slice(1),
  };
  const lineX = (kind: string) =>
    Number(document.querySelector(`.line-${kind}`)?.getAttribute("x1"));

  it("says one finish, a length, and draws finish and bound where they are", () => {
    render(<StageAt scenario={late} atMs={60_000} />);
    const b = arena(/Arena B/);
    b.getByText("2.0");
    b.getByText("on the lower bound");
    b.getByText("finished 2.0 s, the lower bound");
    expect(lineX("bound")).toBe(lineX("finish"));
    const toX = timeScale(8_000, stageLayout(1440).plotPx).toX;
    expect(lineX("finish")).toBe(toX(7000));
  });

  it("draws the bound so long after the first publication while the race is on", () => {
    render(<StageAt scenario={late} atMs={6000} />);
    arena(/Arena B/).getByText("lower bound 2.0 s");
    expect(lineX("bound")).toBe(timeScale(8_000, stageLayout(1440).plotPx).toX(7000));
  });
});
