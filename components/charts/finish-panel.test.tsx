import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { MessagesProvider } from "#components/i18n/messages-provider.tsx";
import { lasting } from "#shared/kernel/moment.ts";
import { messagesIn } from "#shared/messages/messages.ts";
import type { ArmId } from "#shared/scenario/scenario.ts";
import type { ArmReading } from "./arm-reading.model.ts";
import { FinishPanel } from "./finish-panel.tsx";

afterEach(cleanup);

const reading = (arm: ArmId, finishMs: number, boundMs: number): ArmReading => ({
  ...{ arm, finishMs, elapsedMs: finishMs, firstAtMs: 0, done: 12, published: 12, lost: 0 },
  ...{ boundMs: lasting(boundMs), boundAtMs: boundMs, ready: 0, held: 0 },
  ...{ workers: [], metrics: undefined },
});

describe("FinishPanel", () => {
  it("gives arenas that don't do the same tasks a bound each", () => {
    render(
      <MessagesProvider language="en" messages={messagesIn("en")}>
        <FinishPanel
          readings={[reading("A", 29_000, 17_500), reading("B", 15_000, 15_000)]}
          optima={new Map()}
          domainMs={50_000}
        />
      </MessagesProvider>,
    );
    const lines = [...document.querySelectorAll("section svg line")];
    expect(lines.map((line) => line.getAttribute("x1"))).toEqual(["35%", "30%"]);
    screen.getByText("lower bound 17.5 / 15.0");
  });
});
