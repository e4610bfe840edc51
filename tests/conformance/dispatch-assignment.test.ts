import { expect, it } from "vitest";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { assignmentCases } from "#tests/support/dispatch/rules/assignments.ts";
import { WirePerformer } from "#tests/support/dispatch/wire-performer.ts";
import { workThrough } from "#tests/support/dispatch/work-through.ts";

const { url } = await conformanceBroker();

it.each(assignmentCases)(
  "prefetch $prefetch, workers $workers, dots $dots",
  async ({ assignment, ...work }) => {
    await using performer = await WirePerformer.on(url);
    expect(await workThrough(performer, work)).toBe(assignment);
  },
);
