import { cleanup, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { MessagesProvider } from "#components/i18n/messages-provider.tsx";
import type { Language } from "#shared/messages/language.ts";
import { messagesIn } from "#shared/messages/messages.ts";
import { changeStrategy } from "#shared/scenario/edit-scenario.ts";
import { presets } from "#shared/scenario/presets.ts";
import type { ArmId, Scenario } from "#shared/scenario/scenario.ts";
import type { Strategy } from "#shared/scenario/strategy.ts";
import { CodePanel } from "./code-panel.tsx";
import { FIRST_CODE_VIEW } from "./code-view.ts";

afterEach(cleanup);

interface Shown {
  readonly scenario?: Scenario;
  readonly canSteer?: boolean;
  readonly language?: Language;
}

type OnStrategy = (arm: ArmId, strategy: Strategy) => void;

/** Keeps what is chosen and changed, as the page does. */
function Lab({ onStrategy, ...shown }: Shown & { readonly onStrategy: OnStrategy }) {
  const [view, setView] = useState(FIRST_CODE_VIEW);
  const [scenario, setScenario] = useState(shown.scenario ?? presets["odd-heavy"]);
  return (
    <CodePanel
      scenario={scenario}
      url="amqp://127.0.0.1:5673"
      canSteer={shown.canSteer ?? true}
      view={view}
      onView={setView}
      onStrategy={(arm, strategy) => {
        onStrategy(arm, strategy);
        setScenario(changeStrategy(scenario, arm, strategy));
      }}
    />
  );
}

function show({ language = "en", ...shown }: Shown = {}) {
  const onStrategy = vi.fn<OnStrategy>();
  render(
    <MessagesProvider language={language} messages={messagesIn(language)}>
      <Lab {...shown} onStrategy={onStrategy} />
    </MessagesProvider>,
  );
  return onStrategy;
}

const program = (file: string) => screen.getByRole("region", { name: file });
const line = (file: string, name: string | RegExp) =>
  within(program(file)).getByRole("button", { name });
const choose = (name: string) => userEvent.click(screen.getByRole("radio", { name }));

describe("CodePanel", () => {
  it("shows an arena's producer and worker, in either language", async () => {
    show();
    expect(program("worker.py").textContent).toContain('URL = "amqp://127.0.0.1:5673"');
    line("worker.py", "channel.basic_qos(prefetch_count=1)");
    line("producer.py", /delivery_mode=2/);
    await choose("JavaScript");
    line("worker.mjs", "await channel.prefetch(1);");
    line("producer.mjs", /persistent: true/);
  });

  it("says that the programs do one task at a time where the arena's workers do more", () => {
    const scenario = presets["odd-heavy"];
    const [a, b] = scenario.arms;
    const workers = b!.workers.map((one) => ({ ...one, concurrency: 4 }));
    show({ scenario: { ...scenario, arms: [a!, { ...b!, workers }] } });
    screen.getByText("This worker does one task at a time; those of the arena do up to 4 at once.");
    expect(program("worker.py").textContent).toContain("the arena's workers do up to 4 at once:");
  });

  it("changes the arena by the line that is pressed, and the line with it", async () => {
    const onStrategy = show();
    const { strategy } = presets["odd-heavy"].arms[1]!;
    await userEvent.click(line("worker.py", "auto_ack=False,"));
    expect(onStrategy).toHaveBeenLastCalledWith("B", { ...strategy, ack: "auto" });
    line("worker.py", /no basic_ack/);
    await userEvent.click(line("worker.py", "auto_ack=True,"));
    await userEvent.click(line("producer.py", /durable=True/));
    expect(onStrategy).toHaveBeenLastCalledWith("B", { ...strategy, durable: false });
    line("worker.py", "durable=False,");
    await userEvent.click(line("producer.py", /delivery_mode=2/));
    expect(onStrategy).toHaveBeenLastCalledWith("B", {
      ...strategy,
      durable: false,
      persistent: false,
    });
  });

  it("changes the queue's type by its line; then persistent messages make no difference", async () => {
    const onStrategy = show();
    const { strategy } = presets["odd-heavy"].arms[1]!;
    await userEvent.click(line("producer.py", '"x-queue-type": "classic",'));
    const quorum = { ...strategy, queueType: "quorum" };
    expect(onStrategy).toHaveBeenLastCalledWith("B", quorum);
    line("worker.py", '"x-queue-type": "quorum",');
    expect(program("worker.py").textContent).toContain('QUEUE = "tasks.b.quorum"');
    await userEvent.click(line("producer.py", /delivery_mode=2/));
    expect(onStrategy).toHaveBeenLastCalledWith("B", quorum);
    await userEvent.click(line("worker.py", /no x-delivery-limit/));
    expect(onStrategy).toHaveBeenLastCalledWith("B", { ...quorum, deliveryLimit: 2 });
    line("producer.py", '"x-delivery-limit": 2,');
  });

  it("changes confirms by their line", async () => {
    const onStrategy = show();
    const { strategy } = presets["odd-heavy"].arms[1]!;
    await userEvent.click(line("producer.py", "channel.confirm_delivery()"));
    expect(onStrategy).toHaveBeenLastCalledWith("B", { ...strategy, confirms: false });
    line("producer.py", "# no confirm_delivery: sent, and forgotten");
    await choose("JavaScript");
    line("producer.mjs", "const channel = await connection.createChannel();");
    line("producer.mjs", /no waitForConfirms/);
  });

  it("shows a transaction in Python, and says that JavaScript has none", async () => {
    const onStrategy = show();
    await userEvent.click(screen.getByRole("switch", { name: "In a transaction (tx)" }));
    expect(program("producer.py").textContent).toMatch(/tx_select\(\)[^]*tx_commit\(\)/);
    expect(program("producer.py").textContent).not.toContain("confirm_delivery");
    expect(program("worker.py").textContent).not.toContain("tx_");
    screen.getByText(/Nobody sees the messages before tx_commit/);
    await choose("JavaScript");
    expect(screen.queryByRole("switch", { name: /tx/ })).toBeNull();
    expect(program("producer.mjs").textContent).toContain("createConfirmChannel");
    screen.getByText(/amqplib has no tx methods/);
    expect(onStrategy).not.toHaveBeenCalled();
  });

  it("offers the values of prefetch on its line", async () => {
    const onStrategy = show();
    // The menu's machinery arrives after the first picture, in the line's place.
    await waitFor(() => {
      expect(line("worker.py", /basic_qos/).getAttribute("aria-haspopup")).toBe("menu");
    });
    line("worker.py", /basic_qos/).focus();
    await userEvent.keyboard("{Enter}");
    await userEvent.click(await screen.findByRole("menuitemradio", { name: "5" }));
    expect(onStrategy.mock.lastCall).toMatchObject(["B", { prefetch: 5 }]);
    line("worker.py", "channel.basic_qos(prefetch_count=5)");
  });

  it("says that prefetch has no effect under auto ack, and changes nothing by it", async () => {
    const onStrategy = show();
    await userEvent.click(line("worker.py", "auto_ack=False,"));
    const qos = line("worker.py", /no basic_qos/);
    expect(qos.getAttribute("aria-disabled")).toBe("true");
    await userEvent.click(qos);
    expect(onStrategy).toHaveBeenCalledOnce();
  });

  it("shows what differs from A, with A's line before each", async () => {
    show();
    await userEvent.click(screen.getByRole("switch", { name: "What differs from A" }));
    const worker = within(program("worker.py"));
    expect(worker.getAllByRole("deletion").map(({ textContent }) => textContent)).toEqual([
      "In A: # no basic_qos: the broker sends all it has, at once",
    ]);
    expect(within(program("producer.py")).queryByRole("deletion")).toBeNull();
  });

  it("says so when nothing does", async () => {
    const [a, b] = presets["odd-heavy"].arms;
    const arms = [a!, { ...b!, strategy: a!.strategy }];
    show({ scenario: { ...presets["odd-heavy"], arms } });
    await userEvent.click(screen.getByRole("switch", { name: "What differs from A" }));
    screen.getByText("Every line is as in A.");
    await choose("A");
    expect(screen.queryByRole("switch", { name: "What differs from A" })).toBeNull();
  });

  it("copies a program, and offers it as a file", async () => {
    show();
    const user = userEvent.setup();
    await user.click(screen.getByRole("button", { name: "Copy worker.py" }));
    await screen.findByText("Copied");
    const copied = await navigator.clipboard.readText();
    expect(copied).toMatch(/^# pip install pika[^]*\nchannel\.start_consuming\(\)\n$/);
    const download = screen.getByRole("link", { name: "Download worker.py" });
    expect(download.getAttribute("download")).toBe("worker.py");
    expect(decodeURIComponent(download.getAttribute("href")!)).toBe(
      `data:text/plain;charset=utf-8,${copied}`,
    );
  });

  it("is for reading only to one who watches", async () => {
    const onStrategy = show({ canSteer: false });
    const ack = line("worker.py", "auto_ack=False,");
    expect(ack.getAttribute("aria-disabled")).toBe("true");
    await userEvent.click(ack);
    await userEvent.click(line("worker.py", /basic_qos/));
    expect(onStrategy).not.toHaveBeenCalled();
  });

  it("speaks Chinese, in the comments too", async () => {
    show({ language: "zh" });
    await userEvent.click(line("worker.py", "auto_ack=False,"));
    line("worker.py", "# 没有 basic_ack：任务一发出，代理就不再记得它");
    screen.getByText("设置就是代码");
  });
});
