import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { MessagesProvider } from "#components/i18n/messages-provider.tsx";
import { messagesIn } from "#shared/messages/messages.ts";
import { presets } from "#shared/scenario/presets.ts";
import { FaultPlan } from "./fault-plan.tsx";

afterEach(cleanup);

function show(change: { readonly locked?: boolean } = {}) {
  const props = {
    scenario: presets["kill-a-worker"],
    locked: false,
    onAdd: vi.fn(() => Promise.resolve(true)),
    onRemove: vi.fn(),
    ...change,
  };
  render(
    <MessagesProvider language="en" messages={messagesIn("en")}>
      <FaultPlan {...props} />
    </MessagesProvider>,
  );
  return props;
}

const choose = (label: string, option: string) =>
  userEvent.selectOptions(screen.getByRole("combobox", { name: label }), option);
const at = () => screen.getByRole("spinbutton", { name: "At, s" });
const add = () => userEvent.click(screen.getByRole("button", { name: "Add" }));

describe("FaultPlan", () => {
  it("lists what is planned, and takes it out", async () => {
    const { onRemove } = show();
    screen.getByText("at 10.5 s: kill w1 in every arena");
    await userEvent.click(
      screen.getByRole("button", { name: "Remove: at 10.5 s: kill w1 in every arena" }),
    );
    expect(onRemove).toHaveBeenCalledExactlyOnceWith(0);
  });

  it("adds what is to happen to a worker, by keyboard", async () => {
    const { onAdd } = show();
    await choose("What", "pause");
    await choose("Worker", "w2");
    await userEvent.clear(at());
    await userEvent.type(at(), "2.5{Enter}");
    expect(onAdd).toHaveBeenCalledExactlyOnceWith({
      type: "act-on-worker",
      worker: "w2",
      action: { type: "pause" },
      atMs: 2500,
    });
  });

  it("adds what is to happen to the broker", async () => {
    const { onAdd } = show();
    await choose("What", "kill the broker and start it again");
    await add();
    expect(onAdd).toHaveBeenCalledExactlyOnceWith({
      type: "restart-broker",
      kill: true,
      atMs: 5000,
    });
  });

  it("says what a time is", async () => {
    const { onAdd } = show();
    await userEvent.clear(at());
    await add();
    expect(screen.getByRole("alert").textContent).toBe("A time from 0 to 3600 s.");
    expect(onAdd).not.toHaveBeenCalled();
  });

  it("stays as it is while a run holds the plan", () => {
    show({ locked: true });
    expect(screen.queryByRole("button", { name: "Add" })).toBeNull();
    screen.getByText("The plan can change when the run has ended.");
  });
});
