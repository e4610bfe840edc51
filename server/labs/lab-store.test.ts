import { beforeEach, describe, expect, it } from "vitest";
import type { AtMs } from "#shared/kernel/moment.ts";
import type { LabCommand } from "#shared/protocol/lab-command.ts";
import type { LabId } from "#shared/protocol/lab-state.ts";
import type { PlanEdit } from "#shared/protocol/plan.ts";
import type { Logged, Seq } from "#shared/run-log/run-event.ts";
import { defaultScenario } from "#shared/scenario/default-scenario.ts";
import { presets } from "#shared/scenario/presets.ts";
import { memoryLabStore, type LabStore } from "./lab-store.ts";

const LAB = "7F3K2M" as LabId;

const edit = (version: number): PlanEdit => ({
  version,
  command: { type: "push-task", text: `${version}.` },
  id: null,
});

const note = (seq: number): Logged => ({
  type: "noted",
  text: String(seq),
  seq: seq as Seq,
  atMs: seq as AtMs,
});

/** What any store of labs keeps to. */
describe.each<[string, () => LabStore]>([["in memory", memoryLabStore]])(
  "a store of labs %s",
  (_where, create) => {
    let store: LabStore;
    beforeEach(() => {
      store = create();
      store.open(LAB, defaultScenario);
    });

    it("knows a lab from its opening to its closing", () => {
      expect(store.has(LAB)).toBe(true);
      expect(() => {
        store.open(LAB, defaultScenario);
      }).toThrow();
      store.close(LAB);
      expect(store.has(LAB)).toBe(false);
      expect(() => store.plan(LAB)).toThrow();
    });

    it("keeps who has which role", () => {
      store.grant(LAB, "ann", "host");
      expect([store.roleOf(LAB, "ann"), store.roleOf(LAB, "bob")]).toEqual(["host", undefined]);
      expect(store.roleOf("NOSUCH" as LabId, "ann")).toBeUndefined();
    });

    it("keeps the plan, version by version", () => {
      expect(store.plan(LAB)).toEqual({ version: 0, scenario: defaultScenario });
      store.edit(LAB, edit(1), presets.tutorial);
      expect(store.plan(LAB)).toEqual({ version: 1, scenario: presets.tutorial });
      expect(() => {
        store.edit(LAB, edit(3), presets.tutorial);
      }).toThrow();
    });

    it("keeps how the plan came to be, as far back as can be of use", () => {
      for (let version = 1; version <= 300; version++) {
        store.edit(LAB, edit(version), presets.tutorial);
      }
      expect(store.editsSince(LAB, 298)).toEqual([edit(299), edit(300)]);
      expect(store.editsSince(LAB, 300)).toEqual([]);
      expect([store.editsSince(LAB, 2), store.editsSince(LAB, 301)]).toEqual([
        undefined,
        undefined,
      ]);
    });

    it("keeps no more tasks in edits than a plan may have", () => {
      const tasks = Array.from({ length: 8000 }, () => ({ text: "a.", publishAtMs: 0 }));
      for (let version = 1; version <= 4; version++) {
        const command: LabCommand = { type: "replace-workload", tasks };
        store.edit(LAB, { version, command, id: null }, presets.tutorial);
      }
      expect(store.editsSince(LAB, 2)).toHaveLength(2);
      expect(store.editsSince(LAB, 1)).toBeUndefined();
    });

    it("keeps the log of the current run, and no other", () => {
      store.beginRun(LAB);
      for (const seq of [1, 2, 3]) store.append(LAB, note(seq));
      expect(store.eventsSince(LAB, 1 as Seq)).toEqual([note(2), note(3)]);
      store.beginRun(LAB);
      expect(store.eventsSince(LAB, 0)).toEqual([]);
    });
  },
);
