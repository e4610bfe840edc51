import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { moment } from "#shared/kernel/moment.ts";
import { runStateProjection } from "#shared/run/run-state-projection.ts";
import { InLab, labInHand, type LabAt } from "#tests/support/lab/lab-in-hand.tsx";
import { SourceBadge } from "./source-badge.tsx";

afterEach(cleanup);

const BROKER = {
  state: "up",
  canRestart: true,
  identity: { kind: "embedded", product: "RabbitMQ", version: "3.10.0" },
  url: null,
} as const;

it("is not that of a broker that is well while it does not answer", () => {
  const run = { ...runStateProjection.initial, brokerSilentSinceMs: moment(9_400) };
  render(
    <InLab lab={labInHand({ broker: BROKER, phase: "running", run })}>
      <SourceBadge />
    </InLab>,
  );
  expect(screen.getByRole("button").textContent).toBe("Broker silent");
});

it("bursts in every arena by one command, so that they share one kill, and restarts the broker", async () => {
  const onSend = vi.fn<NonNullable<LabAt["onSend"]>>(() => true);
  const roles = ["operator", "host", "viewer"] as const;
  render(
    <InLab lab={labInHand({ broker: BROKER, roles, phase: "running", onSend })}>
      <SourceBadge />
    </InLab>,
  );
  await userEvent.click(screen.getByRole("button", { name: /Embedded broker/ }));
  await userEvent.click(
    await screen.findByRole("button", { name: "Publish, then kill the broker" }),
  );
  await userEvent.click(screen.getByRole("button", { name: "Restart" }));
  expect(onSend.mock.calls).toEqual([
    [{ type: "publish-burst", arms: ["A", "B"], count: 10_000, kill: true }],
    [{ type: "restart-broker", kill: false }],
  ]);
});
