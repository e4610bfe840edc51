import { describe, expect, it } from "vitest";
import { english } from "#shared/messages/english.ts";
import type { Seen } from "./user-action.ts";
import { offOf, USER_ACTIONS, type AskedType } from "./user-actions.ts";

describe("why an action is off", () => {
  const seen: Seen = {
    can: () => true,
    isOffline: false,
    shownPhase: "running",
    isRunOn: true,
    hasRun: true,
    isFollowing: true,
    canUndo: true,
    canRedo: false,
  };

  it.each<[AskedType, Partial<Seen>, ReturnType<typeof offOf>]>([
    ["run-or-pause", {}, null],
    ["run-or-pause", { can: () => false }, "viewer"],
    ["run-or-pause", { shownPhase: "broker-lost" }, "broker-away"],
    ["run-or-pause", { shownPhase: "starting" }, "starting"],
    ["run-or-pause", { isOffline: true }, "offline"],
    ["step", {}, null],
    ["step", { hasRun: false }, "no-run"],
    ["step", { shownPhase: "closed" }, "at-the-end"],
    ["step", { shownPhase: "closed", isFollowing: false }, null],
    ["back-to-start", { hasRun: false }, "no-run"],
    ["back-to-start", { can: (right) => right === "watch" }, "viewer"],
    ["back-to-start", { can: (right) => right === "watch", shownPhase: "closed" }, null],
    ["undo", {}, "run-on"],
    ["undo", { isRunOn: false }, null],
    ["redo", { isRunOn: false }, "nothing-to-redo"],
    ["load-preset", {}, "run-on"],
  ])("%s, where %j: %s", (type, change, why) => {
    expect(offOf({ ...seen, ...change }, type)).toBe(why);
  });
});

describe("every action", () => {
  it("has a line in the help for its keys, and none shares a key with another", () => {
    const keys = Object.values(USER_ACTIONS).flatMap((action) => {
      expect(Object.keys(action.keys).length > 0).toBe(action.help !== null);
      if (action.help !== null) {
        expect(english.shell.help.list).toHaveProperty(action.help);
      }
      return Object.keys(action.keys);
    });
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("asks for itself by each of its keys", () => {
    for (const [type, { keys }] of Object.entries(USER_ACTIONS)) {
      for (const asked of Object.values(keys)) expect(asked).toMatchObject({ type });
    }
  });
});
