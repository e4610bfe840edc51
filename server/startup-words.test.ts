import { describe, expect, it } from "vitest";
import { terminalMessagesIn } from "#shared/messages/terminal.ts";
import { readConfig, type Config } from "./config.ts";
import { wordListenError, wordSettings } from "./startup-words.ts";

const { startup } = terminalMessagesIn("en");
const configOf = (env: Record<string, string>): Config => {
  const read = readConfig(env);
  if (!read.ok) throw new Error("bad settings");
  return read.value;
};
const taken = (port: number) =>
  Object.assign(new Error(`listen EADDRINUSE: address already in use 127.0.0.1:${port}`), {
    code: "EADDRINUSE",
    port,
  });

describe("wordListenError", () => {
  it("names PORT when that is taken", () => {
    const words = wordListenError(startup, taken(3000), configOf({ BROKER_PORT: "5673" }));
    expect(words).toContain("PORT=3000 is taken on 127.0.0.1");
  });

  it("names BROKER_PORT when that is taken", () => {
    const words = wordListenError(startup, taken(5673), configOf({ BROKER_PORT: "5673" }));
    expect(words).toContain("BROKER_PORT=5673 is taken");
  });

  it("gives the system's reason for anything else", () => {
    const error = Object.assign(new Error("listen EACCES"), { code: "EACCES", port: 80 });
    const words = wordListenError(startup, error, configOf({ PORT: "80" }));
    expect(words).toBe("Cannot listen on HOST=127.0.0.1 PORT=80: listen EACCES");
  });
});

it("lists every bad setting with what is accepted", () => {
  const words = wordSettings(startup, [
    { name: "PORT", value: "abc" },
    { name: "MAX_LABS", value: "0" },
  ]);
  expect(words.split("\n")).toEqual([
    "These settings cannot be used:",
    "  PORT=abc",
    "    accepted: a whole number from 0 to 65535; 0 takes any free port",
    "  MAX_LABS=0",
    "    accepted: a whole number from 1 to 1000",
  ]);
});
