import { expect, it } from "vitest";
import { parseArguments } from "./parse-arguments.ts";

it("listens on any free port of this machine and keeps nothing unless told otherwise", () => {
  expect(parseArguments([])).toEqual({ port: 0 });
});

it("takes every option", () => {
  const users = new Map([
    ["ann", "se:cret"],
    ["bob", "b"],
  ]);
  const args =
    "--port 5673 --host 0.0.0.0 --release 4.0 --data /srv/broker --user ann:se:cret --user=bob:b";
  expect(parseArguments(args.split(" "))).toEqual({
    port: 5673,
    host: "0.0.0.0",
    release: "4.0",
    dataDir: "/srv/broker",
    users,
  });
});

it("keeps nothing when told none, as BROKER_DATA is: no directory has that name", () => {
  expect(parseArguments(["--data", "none"])).toEqual({ port: 0 });
  expect(parseArguments(["--data", "./none"])).toEqual({ port: 0, dataDir: "./none" });
});

it.each([["--help"], ["-h"], ["--port", "1", "--help"]])("helps: %s", (...args) => {
  expect(parseArguments(args)).toBe("help");
});

it.each([
  ["--port", "65536"],
  ["--port", "-1"],
  ["--port", "0x10"],
  ["--port"],
  ["--port", ""],
  ["--release", "4.9"],
  ["--data", ""],
  ["--data", "  "],
  ["--data", "a\nb"],
  ["--user", "ann"],
  ["--user", ":secret"],
  ["--user", "ann:"],
  ["--verbose"],
  ["5673"],
])("refuses %s %s", (...args) => {
  expect(() => parseArguments(args)).toThrow(args[0]);
});

it.each(["0.0.0.0", "::", "192.168.1.7", "broker.example"])(
  "lets nobody in at %s without a user of its own",
  (host) => {
    expect(() => parseArguments(["--host", host])).toThrow("--user");
    expect(parseArguments(["--host", host, "--user", "a:b"])).toMatchObject({ host });
  },
);

it.each(["127.0.0.1", "::1", "localhost"])("%s is this machine", (host) => {
  expect(parseArguments(["--host", host])).toMatchObject({ host });
});
