import { describe, expect, it } from "vitest";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { dispatchRules } from "#broker/testing/dispatch/rules/dispatch-rules.ts";
import { linesOf, replay } from "#broker/testing/dispatch/transcript.ts";
import { WirePerformer } from "#tests/support/dispatch/wire-performer.ts";

const { url, holds } = await conformanceBroker();

describe.each(dispatchRules)("%s", (_, rules) => {
  it.each(rules.filter(({ title }) => holds(title)))("$title", async ({ transcript }) => {
    await using performer = await WirePerformer.on(url);
    expect(await replay(transcript, performer)).toBe(linesOf(transcript).join("\n"));
  });
});
