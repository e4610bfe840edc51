import { cleanup, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState, type ComponentProps } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { MessagesProvider } from "#components/i18n/messages-provider.tsx";
import { messagesIn } from "#shared/messages/messages.ts";
import { editOf, type LabCommand } from "#shared/protocol/lab-command.ts";
import { presets } from "#shared/scenario/presets.ts";
import { labInHand } from "#tests/support/lab/lab-in-hand.tsx";
import { FIRST_MANY_DRAFT } from "./many-draft.ts";
import { ManyTasks } from "./many-tasks.tsx";

afterEach(cleanup);

type Props = ComponentProps<typeof ManyTasks>;

/** Keeps what is typed, as the page does, while the dialog is closed and opened again. */
function Kept(props: Omit<Props, "draft" | "onDraft">) {
  const [draft, setDraft] = useState(FIRST_MANY_DRAFT);
  const [isOpen, setOpen] = useState(true);
  return (
    <>
      <button
        type="button"
        onClick={() => {
          setOpen(!isOpen);
        }}
      >
        {isOpen ? "Close" : "Open"}
      </button>
      {isOpen && <ManyTasks {...props} draft={draft} onDraft={setDraft} />}
    </>
  );
}

const press = (name: string) => userEvent.click(screen.getByRole("button", { name }));

function show(accepts = true) {
  const onSend = vi.fn<(command: LabCommand) => boolean>(() => accepts);
  const { ask } = labInHand({ scenario: presets.tutorial, onSend });
  const onClose = vi.fn();
  render(
    <MessagesProvider language="en" messages={messagesIn("en")}>
      <Kept scenario={presets.tutorial} locked={false} ask={ask} onClose={onClose} />
    </MessagesProvider>,
  );
  const edited = () => {
    const command = onSend.mock.calls[0]?.[0];
    const plan = command && editOf(presets.tutorial, command);
    return plan?.ok === true ? plan.value : undefined;
  };
  return { onClose, edited };
}

const lines = () => screen.getByRole("textbox", { name: "One task a line, one dot a second" });

describe("ManyTasks", () => {
  it("replaces the workload by the lines pasted", async () => {
    const { edited, onClose } = show();
    await userEvent.type(lines(), "a.{Enter}{Enter}b..");
    screen.getByText("2 tasks, 3 s of work, the last one published at 0.0 s");
    await userEvent.click(screen.getByRole("button", { name: "Replace the workload" }));
    expect(edited()?.workload.map(({ text }) => text)).toEqual(["a.", "b.."]);
    expect(onClose).toHaveBeenCalledOnce();
  });

  it("adds them behind what there is", async () => {
    const { edited } = show();
    await userEvent.type(lines(), "a.");
    await userEvent.click(screen.getByRole("button", { name: "Add to the workload" }));
    expect(edited()?.workload).toHaveLength(6);
  });

  it("names what is wrong line by line, and takes nothing", async () => {
    show();
    await userEvent.type(lines(), `a.{Enter}${".".repeat(61)}{Enter}c..`);
    screen.getByText("Line 2: At most 60 dots: a longer task would not fit its lane.");
    expect(screen.getByRole("button", { name: "Replace the workload" })).toHaveProperty(
      "disabled",
      true,
    );
  });

  it("keeps what was typed when the plan cannot be changed", async () => {
    const { onClose } = show(false);
    await userEvent.type(lines(), "a.");
    await userEvent.click(screen.getByRole("button", { name: "Replace the workload" }));
    expect(onClose).not.toHaveBeenCalled();
    expect(lines()).toHaveProperty("value", "a.");
  });

  it("keeps what was typed while it is closed", async () => {
    show();
    await userEvent.type(lines(), "half a thought");
    await userEvent.click(screen.getByRole("radio", { name: "Generate" }));
    const count = screen.getByRole("spinbutton", { name: "Tasks" });
    await userEvent.clear(count);
    await userEvent.type(count, "7");
    await press("Close");
    await press("Open");
    expect(screen.getByRole("spinbutton", { name: "Tasks" })).toHaveProperty("value", "7");
    await userEvent.click(screen.getByRole("radio", { name: "Paste" }));
    expect(lines()).toHaveProperty("value", "half a thought");
  });

  it("starts on an empty page after the lines were taken", async () => {
    show();
    await userEvent.type(lines(), "a.");
    await press("Add to the workload");
    await press("Close");
    await press("Open");
    expect(lines()).toHaveProperty("value", "");
  });

  it("shows what a recipe gives before it is taken, always the same for a seed", async () => {
    const { edited } = show();
    await userEvent.click(screen.getByRole("radio", { name: "Generate" }));
    await userEvent.click(screen.getByRole("radio", { name: "all the same" }));
    await userEvent.click(screen.getByRole("radio", { name: "every n seconds" }));
    const preview = within(screen.getByRole("region", { name: "What it gives" }));
    preview.getByText("12 tasks, 24 s of work, the last one published at 11.0 s");
    preview.getByText("As drawn: mean 2.00 s, variation C² 0.00, load ρ of arena A 1.00");
    await userEvent.click(screen.getByRole("button", { name: "Replace the workload" }));
    expect(edited()).toMatchObject({ seed: 42, preset: null });
    expect(edited()?.workload).toHaveLength(12);
  });

  it("says what an exponential draw came to, not only what was asked for", async () => {
    show();
    await userEvent.click(screen.getByRole("radio", { name: "Generate" }));
    await userEvent.click(screen.getByRole("radio", { name: "exponential" }));
    const mean = screen.getByRole("spinbutton", { name: "Mean, s" });
    await userEvent.clear(mean);
    await userEvent.type(mean, "0.5");
    screen.getByText(/^As drawn: mean 0\.\d\d s, variation C² \d\.\d\d$/);
  });

  it("names the field and the limit of a recipe that cannot be", async () => {
    show();
    await userEvent.click(screen.getByRole("radio", { name: "Generate" }));
    const count = screen.getByRole("spinbutton", { name: "Tasks" });
    await userEvent.clear(count);
    await userEvent.type(count, "99999");
    screen.getByText("Tasks: a number from 1 to 20000.");
    expect(count.getAttribute("aria-invalid")).toBe("true");
  });
});
