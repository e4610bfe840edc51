import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { runActs } from "#client/actions/worker-acts.ts";
import { afterEach, describe, expect, it, vi } from "vitest";
import { project } from "#shared/kernel/projection.ts";
import { drawLog } from "#shared/run-log/draw-log.ts";
import { runStateProjection } from "#shared/run/run-state-projection.ts";
import { defaultScenario, EAGER } from "#shared/scenario/default-scenario.ts";
import { arenaViews } from "#components/stage/arena/arena-view.model.ts";
import type { LabInHand } from "#client/use-lab.ts";
import { InLab, labInHand } from "#tests/support/lab/lab-in-hand.tsx";
import { ActMenu, ActWords } from "./worker-acts.tsx";

afterEach(cleanup);

function show(drawing: string, ack: "manual" | "auto" = "manual") {
  const log = drawLog(drawing, { strategies: { A: { ...EAGER, ack } } });
  const [view] = arenaViews(project(runStateProjection, log), { ...defaultScenario, arms: [] });
  const lane = view?.lanes[0];
  if (!view || !lane) throw new Error("no lane");
  const acts = runActs(lane, view.state, false);
  const ask = vi.fn<LabInHand["ask"]>(() => Promise.resolve(true));
  const of = { arm: view.arm, worker: lane.worker };
  render(
    <InLab lab={labInHand({ ask })}>
      <ActWords {...of} acts={acts.shown} />
      <ActMenu {...of} acts={acts.more} look="sign" />
    </InLab>,
  );
  return ask;
}

const press = (name: string) => userEvent.click(screen.getByRole("button", { name }));

describe("a worker's actions", () => {
  it("are words on its lane", async () => {
    const ask = show("A.queue p\nA.w1 rs");
    for (const name of ["slow", "pause", "hang", "kill"]) await press(`${name}, w1 of arena A`);
    const at = { arm: "A", worker: "w1" };
    expect(ask.mock.calls).toEqual(
      ["slow", "pause", "hang", "kill"].map((name) => [
        { type: "act-on-worker", acts: [name], at },
      ]),
    );
  });

  it("leave a dead worker nothing but to come back", () => {
    show("A.w1 . k");
    screen.getByRole("button", { name: "restart, w1 of arena A" });
    expect(screen.queryByRole("button", { name: /^(kill|pause), w1/ })).toBeNull();
  });

  it("are in a menu, the less common ones", async () => {
    const ask = show("A.queue p\nA.w1 rs");
    await press("actions, w1 of arena A");
    await userEvent.click(await screen.findByRole("menuitem", { name: "forget to ack" }));
    expect(ask).toHaveBeenCalledExactlyOnceWith({
      type: "act-on-worker",
      acts: ["forget-acks"],
      at: { arm: "A", worker: "w1" },
    });
  });

  it("say why they would do nothing", async () => {
    show("A.queue p\nA.w1 rs", "auto");
    await press("actions, w1 of arena A");
    const nack = await screen.findByRole("menuitem", { name: /nack, back to the queue/ });
    expect(nack.getAttribute("aria-disabled")).toBe("true");
    expect(nack.textContent).toContain("Under auto ack");
  });
});
