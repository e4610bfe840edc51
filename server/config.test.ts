import { describe, expect, it } from "vitest";
import { DEFAULT_RELEASE } from "#broker";
import { hidePassword, readConfig } from "./config.ts";

describe("readConfig", () => {
  it("has a default for everything", () => {
    expect(readConfig({})).toEqual({
      ok: true,
      value: {
        PORT: 3000,
        HOST: "127.0.0.1",
        AMQP_URL: null,
        BROKER_PORT: 0,
        BROKER_RELEASE: DEFAULT_RELEASE.name,
        BROKER_DATA: null,
        BROKER_RESTART_COMMAND: null,
        ALLOWED_HOSTS: [],
        BEHIND_PROXY: false,
        TRUST_PROXY: [],
        OPERATOR_TOKEN: null,
        MAX_LABS: 100,
        MAX_LAB_BROKERS: 8,
        LAB_IDLE_MINUTES: 60,
      },
    });
  });

  it("takes what is set, and an empty one for not set", () => {
    const read = readConfig({
      PORT: "0",
      HOST: "",
      AMQP_URL: "amqps://ann:secret@broker.example/lab",
      ALLOWED_HOSTS: "Lab.example.org, other",
      UNRELATED: "x",
    });
    expect(read).toMatchObject({
      ok: true,
      value: {
        PORT: 0,
        HOST: "127.0.0.1",
        AMQP_URL: "amqps://ann:secret@broker.example/lab",
        ALLOWED_HOSTS: ["lab.example.org", "other"],
      },
    });
  });

  it("names every bad one at once, with its value, and shows no password", () => {
    const read = readConfig({ PORT: "70000", MAX_LABS: "many", AMQP_URL: "http://ann:secret@b" });
    expect(read).toEqual({
      ok: false,
      error: [
        { name: "PORT", value: "70000" },
        { name: "AMQP_URL", value: "http://ann:***@b" },
        { name: "MAX_LABS", value: "many" },
      ],
    });
  });

  it.each(["-1", "3.5", "0x10", "1e3", " 80", "port"])("refuses PORT=%s", (PORT) => {
    expect(readConfig({ PORT }).ok).toBe(false);
  });

  it.each([" ", "a\u0007b", "data\n"])("refuses BROKER_DATA=%j", (BROKER_DATA) => {
    expect(readConfig({ BROKER_DATA }).ok).toBe(false);
  });

  it.each(["/srv/my data", "数据", "none", "d"])("takes BROKER_DATA=%s", (BROKER_DATA) => {
    expect(readConfig({ BROKER_DATA })).toMatchObject({ value: { BROKER_DATA } });
  });

  it.each(["localhost:5672", "amqp://", "guest:guest@host", "amqp//host"])(
    "refuses AMQP_URL=%s",
    (AMQP_URL) => {
      expect(readConfig({ AMQP_URL }).ok).toBe(false);
    },
  );
});

it("takes proxies by address and subnet, and nothing else", () => {
  const read = readConfig({ TRUST_PROXY: "127.0.0.1, 10.0.0.0/8,fd00::/8" });
  expect(read).toMatchObject({ value: { TRUST_PROXY: ["127.0.0.1", "10.0.0.0/8", "fd00::/8"] } });
  expect(readConfig({ TRUST_PROXY: "yes" })).toEqual({
    ok: false,
    error: [{ name: "TRUST_PROXY", value: "yes" }],
  });
});

it.each([
  ["amqp://ann:secret@host:5672/v", "amqp://ann:***@host:5672/v"],
  ["amqp://ann:se@cr/et@host", "amqp://ann:***@host"],
  ["ann:secret@host", "ann:***@host"],
  ["amqp://host:5672", "amqp://host:5672"],
  ["amqp://ann@host", "amqp://ann@host"],
])("hides the password of %s", (url, shown) => {
  expect(hidePassword(url)).toBe(shown);
});
