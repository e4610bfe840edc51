import { moment } from "#shared/kernel/moment.ts";
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Language } from "#shared/messages/language.ts";
import type { BrokerStatus } from "#shared/protocol/lab-state.ts";
import type { Role } from "#shared/protocol/rights.ts";
import { runStateProjection } from "#shared/run/run-state-projection.ts";
import { InLab, labInHand, type LabAt } from "#tests/support/lab/lab-in-hand.tsx";
import { Banners } from "./banners.tsx";

afterEach(cleanup);

const UP: BrokerStatus = {
  state: "up",
  canRestart: true,
  identity: { kind: "embedded", product: "Dispatch Lab", version: "0.1.0" },
  url: null,
};
const DOWN: BrokerStatus = {
  state: "down",
  reason: "ECONNREFUSED",
  attempt: 2,
  external: true,
};

interface Shown extends LabAt {
  readonly language?: Language;
}

function show({ language = "en", ...at }: Shown) {
  const [onReload, onReconnect] = [vi.fn(), vi.fn()];
  const onSend = vi.fn<NonNullable<LabAt["onSend"]>>(() => true);
  const lab = labInHand({ broker: UP, roles: ALL, ...at, onReconnect, onSend });
  const { container } = render(
    <InLab lab={lab} language={language}>
      <Banners onReload={onReload} />
    </InLab>,
  );
  return { onReload, onReconnect, onSend, text: container.textContent };
}

const ALL: readonly Role[] = ["operator", "host", "viewer"];

describe("Banners", () => {
  it("say nothing while all is well", () => {
    expect(show({}).text).toBe("");
  });

  it("name the moment the broker stopped answering, and offer what can be done", async () => {
    const { text, onSend } = show({
      broker: DOWN,
      run: {
        ...runStateProjection.initial,
        brokerLost: { atMs: moment(9_400), reason: "ECONNREFUSED" },
      },
    });
    expect(text).toContain("The broker stopped answering at 9.4 s.");
    await userEvent.click(screen.getByRole("button", { name: "Retry now" }));
    await userEvent.click(screen.getByRole("button", { name: "Use the embedded broker" }));
    expect(onSend.mock.calls).toEqual([
      [{ type: "retry-broker" }],
      [{ type: "use-embedded-broker" }],
    ]);
  });

  it("say quietly since when a broker that is there does not answer", () => {
    const run = { ...runStateProjection.initial, brokerSilentSinceMs: moment(9_400) };
    expect(show({ run }).text).toBe(
      "The broker has not answered since 9.4 s. The run waits for it.",
    );
    cleanup();
    expect(show({ run, language: "zh" }).text).toBe("代理自 9.4 秒起没有回应，运行在等它。");
    cleanup();
    expect(show({ run, broker: DOWN }).text).not.toContain("has not answered");
  });

  it("promise nothing of a broker that keeps nothing", () => {
    const run = {
      ...runStateProjection.initial,
      brokerLost: { atMs: moment(9_400), reason: "ECONNREFUSED" },
    };
    expect(show({ run, broker: DOWN }).text).toContain("Persistent messages in a durable queue");
    cleanup();
    const broker: BrokerStatus = { ...DOWN, external: false, keepsNothing: true };
    expect(show({ run, broker }).text).toContain("what it held is gone");
    cleanup();
    expect(show({ run, broker, language: "zh" }).text).toContain("都没了");
  });

  it("offer no other broker where the embedded one is the one that is down", () => {
    show({ broker: { ...DOWN, external: false } });
    screen.getByRole("button", { name: "Retry now" });
    expect(screen.queryByRole("button", { name: "Use the embedded broker" })).toBeNull();
  });

  it("say why a broker does not answer once, also to one who presses Run", () => {
    const { text } = show({
      broker: DOWN,
      problem: { code: "broker-down", reason: "ECONNREFUSED" },
    });
    expect(text.match(/ECONNREFUSED/g)).toHaveLength(1);
    expect(text).toContain("That needs the broker.");
  });

  it("leave one who watches without levers", () => {
    const { text } = show({ broker: DOWN, roles: ["viewer"] });
    expect(text).toContain("You are watching; only the one who opened this lab steers.");
    expect(screen.queryByRole("button")).toBeNull();
  });

  it("offer another broker to the lab's host, and to whoever runs the server", () => {
    for (const role of ["host", "operator"] as const) {
      show({ broker: DOWN, roles: [role, "viewer"] });
      screen.getByRole("button", { name: "Use the embedded broker" });
      cleanup();
    }
  });

  it("say before it happens that another lab restarts the broker", () => {
    const broker = { ...UP, restartDue: true } as const;
    expect(show({ broker }).text).toContain("Another lab restarts this broker in a few seconds.");
    cleanup();
    expect(show({ broker, language: "zh" }).text).toContain("另一个实验");
  });

  it("say that the broker can't write to its disk, and what can be done", () => {
    const full = { ...UP, diskFails: "full" } as const;
    expect(show({ broker: full }).text).toContain("until whoever runs this server makes room");
    cleanup();
    const removed = { ...UP, diskFails: "removed" } as const;
    expect(show({ broker: removed, language: "zh" }).text).toContain("代理的数据目录已被删除");
  });

  it("say that the page is older than the server, and load it again", async () => {
    const { text, onReload } = show({ link: { state: "outdated" } });
    expect(text).toContain("This page is older than the server.");
    await userEvent.click(screen.getByRole("button", { name: "Reload" }));
    expect(onReload).toHaveBeenCalledOnce();
    cleanup();
    expect(show({ link: { state: "outdated" }, language: "zh" }).text).toContain("重新加载");
  });

  it("say that this browser is cut off, and from which event it will catch up", async () => {
    const { text, onReconnect } = show({
      link: { state: "reconnecting", attempt: 3, sinceMs: 0 },
      eventCount: 83,
    });
    expect(text).toContain("Reconnecting, attempt 3.");
    expect(text).toContain("catch up from event 84");
    await userEvent.click(screen.getByRole("button", { name: "Reconnect" }));
    expect(onReconnect).toHaveBeenCalledOnce();
  });

  it("say that a run failed", () => {
    expect(show({ run: { ...runStateProjection.initial, outcome: "failed" } }).text).toContain(
      "The run could not go on.",
    );
  });

  it("word why something was not done, in either language", () => {
    const problem = { code: "invalid", path: "seed", detail: "at-most:4294967295" } as const;
    expect(show({ problem }).text).toContain(
      "The server did not accept seed: at most 4294967295. Nothing was changed.",
    );
    cleanup();
    expect(show({ problem, language: "zh" }).text).toContain("服务器不接受 seed：至多 4294967295");
  });
});
