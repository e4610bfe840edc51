import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { MessagesProvider } from "#components/i18n/messages-provider.tsx";
import { messagesIn } from "#shared/messages/messages.ts";
import { BrokerRestart } from "./broker-restart.tsx";

afterEach(cleanup);

function show(can: { readonly canRestart: boolean; readonly canSteer: boolean }) {
  const onRestart = vi.fn();
  render(
    <MessagesProvider language="en" messages={messagesIn("en")}>
      <BrokerRestart {...can} onRestart={onRestart} />
    </MessagesProvider>,
  );
  return onRestart;
}

const button = (name: string) => screen.getByRole<HTMLButtonElement>("button", { name });

describe("BrokerRestart", () => {
  it("restarts in good order, or kills", async () => {
    const onRestart = show({ canRestart: true, canSteer: true });
    await userEvent.click(button("Restart"));
    await userEvent.click(button("Kill and start again"));
    expect(onRestart.mock.calls).toEqual([[false], [true]]);
  });

  it("says what to type where the broker is somebody else's", () => {
    show({ canRestart: false, canSteer: true });
    screen.getByText("rabbitmqctl stop_app; rabbitmqctl start_app");
    screen.getByText("systemctl restart rabbitmq-server");
    expect(screen.queryByRole("button")).toBeNull();
  });

  it("is not for one who watches", () => {
    show({ canRestart: true, canSteer: false });
    expect(button("Restart").disabled).toBe(true);
    screen.getByText("Only the person who opened this lab can restart the broker.");
  });
});
