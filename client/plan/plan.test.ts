import { beforeEach, describe, expect, it } from "vitest";
import { fail, ok, type Result } from "#shared/kernel/result.ts";
import { editOf, type LabCommand } from "#shared/protocol/lab-command.ts";
import type { LabPhase } from "#shared/protocol/lab-state.ts";
import type { Plan as ServerPlan, PlanEdit } from "#shared/protocol/plan.ts";
import { defaultScenario } from "#shared/scenario/default-scenario.ts";
import { presets } from "#shared/scenario/presets.ts";
import type { SendProblem } from "#client/connection/lab-socket.ts";
import { edited } from "./plan-history.ts";
import { createPlan, type Plan, type PlanFeed } from "./plan.ts";

interface Sent {
  readonly command: LabCommand;
  readonly id: string;
  readonly answer: (result: Result<null, SendProblem>) => void;
}

const push = (text: string): LabCommand => ({ type: "push-task", text });

/** A lab as the server keeps it: one plan, edited in the order in which commands come. */
class Server {
  plan: ServerPlan = { version: 0, scenario: defaultScenario };
  phase: LabPhase = "idle";
  readonly tabs: Tab[] = [];

  join(name: string): Tab {
    const tab = new Tab(name);
    this.tabs.push(tab);
    tab.plan.joined(structuredClone(this.plan), [], this.phase);
    return tab;
  }

  /** Carries out what a tab sent next. */
  async take(tab: Tab): Promise<void> {
    const sent = tab.sent.shift()!;
    const { command, id } = sent;
    const edited = this.#refuses(command) ?? this.edit(command, id);
    sent.answer(edited.ok ? ok(null) : edited);
    await Promise.resolve();
    await Promise.resolve();
  }

  #refuses(command: LabCommand) {
    // A run holds the plan it goes by: it takes what can be done to a run, and no other plan.
    if (this.phase === "running" && command.type === "set-scenario")
      return fail({ code: "run-in-progress" as const });
    const isStale = "base" in command && command.base !== this.plan.version;
    return isStale ? fail({ code: "stale-plan" as const }) : null;
  }

  edit(command: LabCommand, id: string | null = null) {
    const edited = editOf(this.plan.scenario, command)!;
    if (!edited.ok) return edited;
    this.plan = { version: this.plan.version + 1, scenario: edited.value };
    const edit: PlanEdit = { version: this.plan.version, command: structuredClone(command), id };
    for (const { plan } of this.tabs) plan.edited(edit);
    return edited;
  }

  enter(phase: LabPhase): void {
    this.phase = phase;
    for (const { plan } of this.tabs) plan.phaseIs(phase);
  }
}

class Tab {
  readonly sent: Sent[] = [];
  readonly plan: Plan & PlanFeed;

  constructor(name: string) {
    this.plan = createPlan({
      tab: name,
      send: (command, id) =>
        new Promise((answer) => {
          this.sent.push({ command, id, answer });
        }),
    });
  }

  /** The tasks beyond the default twelve. */
  get tasks() {
    return this.plan
      .get()
      .scenario?.workload.slice(12)
      .map(({ text }) => text);
  }
}

describe("createPlan", () => {
  let server: Server;
  let tab: Tab;

  const send = async (from: Tab, command: LabCommand) => {
    void from.plan.send(command);
    await server.take(from);
  };
  const undo = async (from: Tab) => {
    void from.plan.undo();
    await server.take(from);
  };
  const redo = async (from: Tab) => {
    void from.plan.redo();
    await server.take(from);
  };

  beforeEach(() => {
    server = new Server();
    tab = server.join("one");
  });

  it("shows an edit at once, and once when the server has told of it", async () => {
    void tab.plan.send(push("a."));
    expect(tab.tasks).toEqual(["a."]);
    await server.take(tab);
    expect(tab.tasks).toEqual(["a."]);
    expect(server.plan.scenario.workload).toHaveLength(13);
  });

  it("does not flicker back while quick edits are under way", async () => {
    const seen: unknown[] = [];
    void tab.plan.send(push("a."));
    void tab.plan.send(push("b."));
    tab.plan.subscribe(() => seen.push(tab.tasks));
    await server.take(tab);
    await server.take(tab);
    for (const tasks of seen) expect(tasks).toEqual(["a.", "b."]);
  });

  it("puts an edit of its own on top of what somebody else did meanwhile", async () => {
    void tab.plan.send(push("mine."));
    server.edit(push("theirs."));
    expect(tab.tasks).toEqual(["theirs.", "mine."]);
    await server.take(tab);
    expect(tab.tasks).toEqual(["theirs.", "mine."]);
    expect(server.plan.scenario.workload.at(-1)?.text).toBe("mine.");
  });

  it("drops an edit the server refused", async () => {
    const edited = tab.plan.send(push("a."));
    tab.sent.shift()?.answer(fail({ code: "too-fast" }));
    expect(await edited).toEqual(fail({ code: "too-fast" }));
    expect(tab.tasks).toEqual([]);
    expect(tab.plan.get().canUndo).toBe(false);
  });

  it("says when it missed an edit, before or after it joined", () => {
    const command = push("a.");
    expect(tab.plan.edited({ version: 2, command, id: null })).toBe(false);
    expect(tab.plan.joined({ version: 1, scenario: defaultScenario }, [], "idle")).toBe(false);
    expect(tab.plan.joined({ version: 2, scenario: defaultScenario }, [], "idle")).toBe(true);
    expect(tab.plan.edited({ version: 2, command, id: null })).toBe(true);
    expect(tab.tasks).toEqual([]);
  });

  it("takes back and repeats", async () => {
    await send(tab, push("a."));
    await send(tab, push("b."));
    await undo(tab);
    expect(tab.tasks).toEqual(["a."]);
    await undo(tab);
    expect([tab.tasks, tab.plan.get().canUndo]).toEqual([[], false]);
    await redo(tab);
    await redo(tab);
    expect([tab.tasks, tab.plan.get().canRedo]).toEqual([["a.", "b."], false]);
    expect(server.plan.scenario.workload).toHaveLength(14);
  });

  it("takes back how many tasks a worker works on at a time", async () => {
    const w1 = () => tab.plan.get().scenario?.arms[0]?.workers[0];
    const before = w1();
    const of = { type: "set-concurrency", arm: "A", worker: before!.worker } as const;
    await send(tab, { ...of, concurrency: 2 });
    expect(w1()).toEqual({ ...before, concurrency: 2 });
    await undo(tab);
    expect(w1()).toEqual(before);
  });

  it("can't repeat what was taken back once there is something new", async () => {
    await send(tab, push("a."));
    await undo(tab);
    await send(tab, push("b."));
    expect([tab.plan.get().canRedo, tab.plan.redo()]).toEqual([false, null]);
  });

  it("has nothing to take back at first", () => {
    expect([tab.plan.undo(), tab.plan.redo()]).toEqual([null, null]);
  });

  it("brings back the plan that a reset took away", async () => {
    await send(tab, { type: "set-scenario", scenario: presets.tutorial });
    await send(tab, { type: "reset" });
    await undo(tab);
    expect(server.plan.scenario.preset).toBe("tutorial");
  });

  it("tells a plan changed since the run from one changed by the run", async () => {
    server.enter("running");
    await send(tab, push("live."));
    server.enter("closed");
    expect(tab.plan.get().isNew).toBe(false);
    await send(tab, push("after."));
    expect(tab.plan.get().isNew).toBe(true);
    await undo(tab);
    expect(tab.plan.get().isNew).toBe(false);
    await redo(tab);
    expect(tab.plan.get().isNew).toBe(true);
  });

  it("takes the plan of a lab joined after its run for the one that was run", () => {
    server.enter("closed");
    const late = server.join("late");
    expect(late.plan.get()).toMatchObject({ scenario: defaultScenario, isNew: false });
    server.edit(push("a."));
    expect(late.plan.get().isNew).toBe(true);
  });

  it("is the same plan, with its undo, after a break in which little happened", async () => {
    await send(tab, push("a."));
    tab.plan.joined(structuredClone(server.plan), [], "idle");
    const missed = { version: 2, command: push("missed."), id: null };
    server.plan = { version: 2, scenario: edited(server.plan.scenario, missed.command) };
    expect(tab.plan.joined(null, [missed], "idle")).toBe(true);
    expect(tab.tasks).toEqual(["a.", "missed."]);
    await undo(tab);
    expect(tab.tasks).toEqual(["missed."]);
  });

  it("takes nothing back while a run holds the plan, says so, and can once the run is over", async () => {
    await send(tab, push("before."));
    server.enter("running");
    await send(tab, push("meanwhile."));
    const refused = tab.plan.undo();
    // Shown at once, until the server has said no.
    expect(tab.tasks).toEqual(["before."]);
    await server.take(tab);
    expect(await refused).toEqual({ ok: false, error: { code: "run-in-progress" } });
    expect(tab.tasks).toEqual(["before.", "meanwhile."]);
    expect(tab.plan.get()).toMatchObject({ canUndo: true, canRedo: false });
    server.enter("closed");
    await undo(tab);
    expect(tab.tasks).toEqual(["before."]);
  });

  describe("in two tabs of one host", () => {
    let other: Tab;
    beforeEach(() => {
      other = server.join("other");
    });

    it("keeps both edits", async () => {
      void tab.plan.send(push("one."));
      void other.plan.send({ type: "set-strategy", arm: "A", strategy: { ack: "auto" } });
      await server.take(other);
      await server.take(tab);
      for (const { plan } of server.tabs) {
        const { scenario } = plan.get();
        expect(scenario?.workload.at(-1)?.text).toBe("one.");
        expect(scenario?.arms[0]?.strategy.ack).toBe("auto");
      }
    });

    it("takes back one's own last edit, and leaves the other's", async () => {
      await send(tab, push("one."));
      await send(other, push("other."));
      await undo(tab);
      expect([tab.tasks, other.tasks]).toEqual([["other."], ["other."]]);
      await undo(other);
      expect([tab.tasks, other.tasks]).toEqual([[], []]);
      await redo(tab);
      expect([tab.tasks, other.tasks]).toEqual([["one."], ["one."]]);
      expect(server.plan.scenario.workload.slice(12).map(({ text }) => text)).toEqual(["one."]);
    });

    it("takes back on top of what came in the very moment", async () => {
      await send(tab, push("one."));
      void tab.plan.undo();
      await send(other, push("other."));
      await server.take(tab);
      await server.take(tab);
      expect([tab.tasks, other.tasks]).toEqual([["other."], ["other."]]);
      expect(tab.plan.get().canRedo).toBe(true);
    });
  });
});
