import { expect, it } from "vitest";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { assignmentCases } from "#broker/testing/dispatch/rules/assignments.ts";
import { WirePerformer } from "#tests/support/dispatch/wire-performer.ts";
import { workThrough } from "#broker/testing/dispatch/work-through.ts";

const { url } = await conformanceBroker();

it.each(assignmentCases)(
  "prefetch $prefetch, workers $workers, dots $dots",
  async ({ assignment, ...work }) => {
    await using performer = await WirePerformer.on(url);
    expect(await workThrough(performer, work)).toBe(assignment);
  },
);
