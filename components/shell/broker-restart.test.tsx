import { act, cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { MessagesProvider } from "#components/i18n/messages-provider.tsx";
import { messagesIn } from "#shared/messages/messages.ts";
import { BrokerRestart } from "./broker-restart.tsx";

afterEach(cleanup);

function show(can: { readonly canRestart: boolean; readonly canSteer: boolean }) {
  const answered = Promise.resolve(true);
  const [onRestart, onBurst] = [vi.fn(() => answered), vi.fn(() => answered)];
  render(
    <MessagesProvider language="en" messages={messagesIn("en")}>
      <BrokerRestart
        {...can}
        canBurst={can.canSteer}
        isRunOn
        onRestart={onRestart}
        onBurst={onBurst}
      />
    </MessagesProvider>,
  );
  return { onRestart, onBurst };
}

const button = (name: string) => screen.getByRole<HTMLButtonElement>("button", { name });

describe("BrokerRestart", () => {
  it("restarts in good order, or kills", async () => {
    const { onRestart } = show({ canRestart: true, canSteer: true });
    await userEvent.click(button("Restart"));
    await userEvent.click(button("Kill and start again"));
    expect(onRestart.mock.calls).toEqual([[false], [true]]);
  });

  it("shows that it waits for the broker, and asks only once meanwhile", async () => {
    const { onRestart } = show({ canRestart: true, canSteer: true });
    let answer: (taken: boolean) => void = () => undefined;
    onRestart.mockReturnValue(new Promise((resolve) => (answer = resolve)));
    await userEvent.click(button("Restart"));
    expect(button("Restart").getAttribute("aria-busy")).toBe("true");
    await userEvent.click(button("Kill and start again"));
    expect(onRestart).toHaveBeenCalledOnce();
    await act(async () => {
      answer(true);
      await Promise.resolve();
    });
    expect(button("Restart").getAttribute("aria-busy")).toBe("false");
  });

  it("says what to type where the broker is somebody else's", () => {
    show({ canRestart: false, canSteer: true });
    screen.getByText("rabbitmqctl stop_app; rabbitmqctl start_app");
    screen.getByText("systemctl restart rabbitmq-server");
    expect(screen.queryByRole("button", { name: "Restart" })).toBeNull();
    expect(button("Publish, then kill the broker").disabled).toBe(true);
    screen.getByText(/not ours to kill/);
  });

  it("publishes a burst of as many as one likes, with the kill or without", async () => {
    const { onBurst } = show({ canRestart: true, canSteer: true });
    await userEvent.click(button("Publish, then kill the broker"));
    const count = screen.getByRole("spinbutton", { name: "Messages" });
    await userEvent.clear(count);
    await userEvent.type(count, "20001");
    expect(button("Publish").disabled).toBe(true);
    screen.getByText("A whole number from 1 to 20,000.");
    await userEvent.type(count, "{Backspace}");
    await userEvent.click(button("Publish"));
    expect(onBurst.mock.calls).toEqual([
      [10_000, true],
      [2000, false],
    ]);
  });

  it("is not for one who watches", () => {
    show({ canRestart: true, canSteer: false });
    expect(button("Restart").disabled).toBe(true);
    screen.getByText("You are watching; only the one who opened this lab steers");
  });
});
