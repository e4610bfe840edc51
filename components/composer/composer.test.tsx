import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { presets } from "#shared/scenario/presets.ts";
import { taskOfSize } from "#shared/scenario/workload.ts";
import { InLab, labInHand, type LabAt } from "#tests/support/lab/lab-in-hand.tsx";
import { Composer } from "./composer.tsx";

afterEach(cleanup);

function show(at: LabAt = {}) {
  const onSend = vi.fn<NonNullable<LabAt["onSend"]>>(() => true);
  const onLinkTask = vi.fn();
  const lab = labInHand({ scenario: presets.tutorial, ...at, onSend });
  render(
    <InLab lab={lab}>
      <Composer linkedTask={null} onLinkTask={onLinkTask} />
    </InLab>,
  );
  return { ask: lab.ask, onSend, onLinkTask };
}

const field = () => screen.getByRole("textbox", { name: "Task text, one dot is one second" });

describe("Composer", () => {
  it("sends a message astray from its menu, while a run is on", async () => {
    const { onSend } = show({ isRunOn: true });
    const trigger = () => screen.getByRole("button", { name: "Add a task" });
    await waitFor(() => {
      expect(trigger().getAttribute("aria-haspopup")).toBe("menu");
    });
    await userEvent.click(trigger());
    await userEvent.click(await screen.findByRole("menuitem", { name: "Astray, mandatory" }));
    await waitFor(() => {
      expect(onSend.mock.calls).toEqual(
        ["A", "B"].map((arm) => [
          { type: "publish-astray", arm, text: expect.any(String) as string, mandatory: true },
        ]),
      );
    });
  });

  it("shows each task with its weight, and what they add up to", () => {
    show();
    expect(screen.getAllByRole("button", { name: /^Task \d/ }).map(name)).toEqual([
      "Task 1, 1 second. Delete removes it",
      "Task 2, 2 seconds. Delete removes it",
      "Task 3, 3 seconds. Delete removes it",
      "Task 4, 4 seconds. Delete removes it",
      "Task 5, 5 seconds. Delete removes it",
    ]);
    screen.getByText("5 tasks, 15 s of work");
  });

  it("counts dots as they are typed and publishes the text on Enter", async () => {
    const { onSend } = show();
    await userEvent.clear(field());
    await userEvent.type(field(), "hello..");
    screen.getByText("2 dots, 2 s");
    await userEvent.keyboard("{Enter}");
    expect(onSend).toHaveBeenCalledExactlyOnceWith({
      type: "push-task",
      text: "hello..",
      publishAtMs: 0,
    });
  });

  it.each([
    [" ", "Type a text, with a dot for every second of work."],
    ["..........", "At most 9 dots: a longer task would not fit its lane."],
    [`${"x".repeat(60)}.`, "At most 60 characters."],
  ])("says what is wrong with %j, publishes nothing and keeps it", async (text, problem) => {
    const { onSend } = show();
    await userEvent.clear(field());
    await userEvent.type(field(), `${text}{Enter}`);
    expect(screen.getByRole("alert").textContent).toContain(problem);
    expect(onSend).not.toHaveBeenCalled();
    expect(field()).toHaveProperty("value", text);
  });

  it("takes the tutorial's own Hello World!, and says that it takes no time", async () => {
    const { onSend } = show();
    await userEvent.clear(field());
    await userEvent.type(field(), "Hello World!");
    screen.getByText("no dots: takes no time");
    await userEvent.keyboard("{Enter}");
    expect(onSend).toHaveBeenCalledExactlyOnceWith({
      type: "push-task",
      text: "Hello World!",
      publishAtMs: 0,
    });
  });

  it("says nothing of a text that isn't there", async () => {
    show();
    await userEvent.clear(field());
    expect(screen.queryByText("no dots: takes no time")).toBeNull();
  });

  it("names a size that isn't whole seconds", () => {
    const workload = [taskOfSize(0), taskOfSize(1250)];
    show({ scenario: { ...presets.tutorial, workload } });
    expect(screen.getAllByRole("button", { name: /^Task \d/ }).map(name)).toEqual([
      "Task 1, 0 seconds. Delete removes it",
      "Task 2, 1.25 seconds. Delete removes it",
    ]);
  });

  it("takes its complaint back as soon as one types on", async () => {
    show();
    await userEvent.clear(field());
    await userEvent.type(field(), "{Enter}");
    screen.getByRole("alert");
    await userEvent.type(field(), "a.");
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("removes the focused task with Delete, walked to by arrow keys", async () => {
    const { onSend } = show();
    screen.getByRole("button", { name: /^Task 1,/ }).focus();
    await userEvent.keyboard("{ArrowRight}{ArrowRight}{Delete}");
    expect(onSend).toHaveBeenCalledExactlyOnceWith({
      type: "remove-task",
      index: 2,
      text: presets.tutorial.workload[2]?.text,
    });
  });

  it("names tasks by order of publication, and removes the right one", async () => {
    const { onSend } = show({
      scenario: {
        ...presets.tutorial,
        workload: [
          { text: "later.", publishAtMs: 2_000 },
          { text: "first...", publishAtMs: 0 },
        ],
      },
    });
    screen.getByRole("button", { name: /^Task 2, 1 second, published at 2.0 s/ }).focus();
    await userEvent.keyboard("{Delete}");
    expect(onSend).toHaveBeenCalledExactlyOnceWith({
      type: "remove-task",
      index: 0,
      text: "later.",
    });
  });

  it("takes tasks during a run, and changes nothing else of the plan", async () => {
    const { onSend } = show({ isRunOn: true });
    screen.getByRole("button", { name: "Task 1, 1 second" }).focus();
    await userEvent.keyboard("{Delete}");
    expect(onSend).not.toHaveBeenCalled();
    await userEvent.type(field(), "{Enter}");
    expect(onSend.mock.calls.map(([{ type }]) => type)).toEqual(["push-task"]);
  });

  it("offers to undo once there is something to undo", async () => {
    show();
    expect(screen.queryByRole("button", { name: "Undo the last change" })).toBeNull();
    cleanup();
    const { ask } = show({ canUndo: true });
    await userEvent.click(screen.getByRole("button", { name: "Undo the last change" }));
    expect(ask).toHaveBeenCalledExactlyOnceWith({ type: "undo" });
    const redo = screen.getByRole("button", { name: "Redo the change" });
    expect(redo.getAttribute("aria-disabled")).toBe("true");
  });

  it("says that nothing is undone while a run holds the plan", () => {
    show({ canUndo: true, isRunOn: true });
    const undo = screen.getByRole("button", { name: "Undo the last change" });
    expect(undo.getAttribute("aria-disabled")).toBe("true");
  });

  it("only shows the workload to one who watches", () => {
    show({ roles: ["viewer"], canUndo: true });
    expect(screen.queryByRole("button", { name: "Undo the last change" })).toBeNull();
    expect(field()).toHaveProperty("disabled", true);
    expect(screen.queryByRole("button", { name: "Add a task" })).toBeNull();
  });

  it("asks for a task when there is none", () => {
    show({ scenario: { ...presets.tutorial, workload: [] } });
    screen.getByText("Press a number key, 1 to 9.");
  });

  it("links a task that is pressed, and lets go of it again", async () => {
    const { onLinkTask } = show();
    await userEvent.click(screen.getByRole("button", { name: /^Task 3,/ }));
    expect(onLinkTask).toHaveBeenCalledExactlyOnceWith(3);
  });
});

function name(element: HTMLElement): string | null {
  return element.getAttribute("aria-label");
}
