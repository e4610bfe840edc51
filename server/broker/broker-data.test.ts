import { expect, it } from "vitest";
import { brokerDataDir, type Machine } from "./broker-data.ts";

const linux: Machine = { platform: "linux", home: "/home/ann", env: {} };

it.each<[string, string | null, Machine, string | undefined]>([
  ["the directory it is given", "/srv/broker", linux, "/srv/broker"],
  ["nowhere", "none", linux, undefined],
  ["the user's state", null, linux, "/home/ann/.local/state/dispatch-lab/broker"],
  [
    "XDG_STATE_HOME",
    null,
    { ...linux, env: { XDG_STATE_HOME: "/var/ann" } },
    "/var/ann/dispatch-lab/broker",
  ],
  [
    "not a relative XDG_STATE_HOME",
    null,
    { ...linux, env: { XDG_STATE_HOME: "state" } },
    "/home/ann/.local/state/dispatch-lab/broker",
  ],
  [
    "Application Support on a Mac",
    null,
    { ...linux, platform: "darwin" },
    "/home/ann/Library/Application Support/dispatch-lab/broker",
  ],
  [
    "LOCALAPPDATA on Windows",
    null,
    { ...linux, platform: "win32", env: { LOCALAPPDATA: "/c/ann/local" } },
    "/c/ann/local/dispatch-lab/broker",
  ],
])("keeps its data in %s", (_where, setting, machine, dir) => {
  expect(brokerDataDir(setting, machine)).toBe(dir);
});
