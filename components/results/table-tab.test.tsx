import { moment } from "#shared/kernel/moment.ts";
import { cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { MessagesProvider } from "#components/i18n/messages-provider.tsx";
import { messagesIn } from "#shared/messages/messages.ts";
import { project } from "#shared/kernel/projection.ts";
import { drawLog } from "#shared/run-log/draw-log.ts";
import type { RunEvent, Seq } from "#shared/run-log/run-event.ts";
import { runStateProjection } from "#shared/run/run-state-projection.ts";
import type { TaskNumber } from "#shared/scenario/scenario.ts";
import { TableTab } from "./table-tab.tsx";

afterEach(cleanup);

function show(drawing: string, more: readonly RunEvent[] = []) {
  const log = drawLog(drawing);
  const rest = more.map((event, i) => ({
    ...event,
    seq: (log.length + i + 1) as Seq,
    atMs: moment(5000),
  }));
  const run = project(runStateProjection, [...log, ...rest]);
  render(
    <MessagesProvider language="en" messages={messagesIn("en")}>
      <TableTab run={run} metrics={new Map()} />
    </MessagesProvider>,
  );
}

const cells = (table: HTMLElement) =>
  within(table)
    .getAllByRole("row")
    .slice(1)
    .map((row) => [...row.children].map(({ textContent }) => textContent));

describe("TableTab", () => {
  it("prints what list_queues would, and beside it what only the lab sees", () => {
    show("A.queue pppp\nA.w1 rrrs");
    const table = screen.getByRole("table", { name: /^rabbitmqctl list_queues name/ });
    expect(cells(table)).toEqual([["A", "1", "3", "2", "1"]]);
  });

  it("lists no queue that somebody deleted", () => {
    show("A.queue pppp\nA.w1 rrrs\nB.queue p", [
      { type: "queue-deleted", arm: "A", queue: "dispatch-lab.A" },
    ]);
    const table = screen.getByRole("table", { name: /^rabbitmqctl list_queues name/ });
    expect(cells(table)).toEqual([["B", "1", "0", "0", "0"]]);
  });

  it("has no 2 × 2 where the broker stayed", () => {
    show("A.queue p\nA.w1 rs");
    expect(screen.queryByRole("table", { name: /broker/ })).toBeNull();
  });

  it("waits for nobody where the restart failed", () => {
    show("A.queue ppp\nA.w1 rs d", [
      { type: "broker-restart-asked", kill: false },
      { type: "broker-stopped", reason: "gone" },
      { type: "broker-restart-failed", reason: "exit code 1" },
    ]);
    const table = screen.getByRole("table", { name: "After the broker's restart at 5.0 s" });
    expect(table.textContent).toContain("still away: its restart failed");
    expect(table.textContent).not.toContain("waiting");
  });

  it("shows after a restart what of durable × persistent survived, and why the rest did not", () => {
    const lost = { type: "lost", arm: "A", task: 2 as TaskNumber, why: "broker-lost-it" } as const;
    show("A.queue ppp\nA.w1 rs d", [
      { type: "broker-restart-asked", kill: false },
      { type: "broker-stopped", reason: "gone" },
      { type: "broker-started", broker: { kind: "embedded", product: "drawn", version: "0" } },
      lost,
    ]);
    const table = screen.getByRole("table", { name: "After the broker's restart at 5.0 s" });
    expect(cells(table)).toEqual([
      ["durable queue", "A: 1 of 2 survived1 lost: not on disk", "no arena is set so"],
      ["transient queue", "no arena is set so", "no arena is set so"],
    ]);
  });
});
