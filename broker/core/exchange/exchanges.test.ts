import { describe, expect, it } from "vitest";
import { refusalText } from "#broker/testing/refusal-text.ts";
import { noArguments } from "#broker/core/arguments.ts";
import { nearestRelease } from "#broker/core/release.ts";
import { routerFor } from "./router-for.ts";
import { Exchanges, type Bindable, type ExchangeDeclaration } from "./exchanges.ts";

const RABBITMQ_310 = nearestRelease("3.10");
const DEFAULTS = { durable: false, autoDelete: false, internal: false, arguments: noArguments };

function setup() {
  const exchanges = new Exchanges<Bindable>({
    name: "/",
    journal: undefined,
    release: RABBITMQ_310,
    routerFor,
  });
  const queues = new Map<string, Bindable>();
  const queue = (name: string) => {
    const found = queues.get(name) ?? { name, durable: false };
    queues.set(name, found);
    return found;
  };
  const bindingOf = (destination: string, routingKey: string) => ({
    destination: queue(destination),
    routingKey,
    arguments: noArguments,
  });
  return {
    declare: (name: string, type: string, options: Partial<ExchangeDeclaration> = {}) =>
      refusalText(() => {
        exchanges.declare({ ...DEFAULTS, name, type, ...options });
      }),
    inspect: (name: string) =>
      refusalText(() => {
        exchanges.inspect(name);
      }),
    remove: (name: string, ifUnused = false) =>
      refusalText(() => {
        exchanges.delete(name, { ifUnused });
      }),
    bind: (name: string, key: string, destination: string) =>
      refusalText(() => {
        exchanges.bind(name, () => bindingOf(destination, key));
      }),
    unbind: (name: string, key: string, destination: string) => {
      exchanges.unbind(name, bindingOf(destination, key));
    },
    publish: (name: string, key: string) =>
      refusalText(() => {
        exchanges.refuseUnpublishable(name);
        exchanges.route({ exchange: name, routingKey: key, copyKeys: [] }, () => noArguments);
      }),
  };
}

it("EX6: the default exchange is nobody's", () => {
  const { declare, inspect, remove, bind } = setup();
  const refused = "channel ACCESS_REFUSED - operation not permitted on the default exchange";
  expect(declare("", "direct")).toBe(refused);
  expect(inspect("")).toBe(refused);
  expect(remove("")).toBe(refused);
  expect(bind("", "k", "q")).toBe(refused);
});

it("BA1, EX8: missing and internal exchanges can't be published to", () => {
  const { declare, publish } = setup();
  declare("in", "direct", { internal: true });
  expect(publish("nope", "k")).toBe("channel NOT_FOUND - no exchange 'nope' in vhost '/'");
  expect(publish("in", "k")).toBe(
    "channel ACCESS_REFUSED - cannot publish to internal exchange 'in' in vhost '/'",
  );
});

describe("declare", () => {
  it.each([
    ["type", "fanout", {}, "fanout", "direct"],
    ["durable", "direct", { durable: true }, "true", "false"],
    ["auto_delete", "direct", { autoDelete: true }, "true", "false"],
    ["internal", "direct", { internal: true }, "true", "false"],
  ])("EX3: must say the same %s as before", (argument, type, options, received, current) => {
    const { declare } = setup();
    declare("x", "direct");
    expect(declare("x", "direct")).toBe("accepted");
    expect(declare("x", type, options)).toBe(
      `channel PRECONDITION_FAILED - inequivalent arg '${argument}' for exchange 'x' in vhost '/': received '${received}' but current is '${current}'`,
    );
  });

  it("EX1: refuses types it does not know", () => {
    expect(setup().declare("x", "bogus")).toBe(
      "connection COMMAND_INVALID - unknown exchange type 'bogus'",
    );
    expect(setup().declare("x", "")).toBe("connection COMMAND_INVALID - invalid exchange type ''");
  });

  it("EX5: reserved names are for what is there", () => {
    const { declare } = setup();
    expect(declare("amq.topic", "topic", { durable: true })).toBe("accepted");
    expect(declare("amq.foo", "topic")).toBe(
      "channel ACCESS_REFUSED - exchange name 'amq.foo' contains reserved prefix 'amq.*'",
    );
  });
});

describe("delete", () => {
  it("EX7: refuses what is in use, if told to, and is no error for what is not there", () => {
    const { declare, bind, remove, inspect } = setup();
    declare("x", "direct");
    bind("x", "k", "q");
    expect(remove("x", true)).toBe(
      "channel PRECONDITION_FAILED - exchange 'x' in vhost '/' in use",
    );
    expect(remove("x")).toBe("accepted");
    expect(remove("x")).toBe("accepted");
    expect(inspect("x")).toBe("channel NOT_FOUND - no exchange 'x' in vhost '/'");
  });

  it("EX7: refuses the broker's own", () => {
    expect(setup().remove("amq.topic")).toBe(
      "channel ACCESS_REFUSED - deletion of system exchange 'amq.topic' in vhost '/' not allowed",
    );
  });
});

describe("auto-delete", () => {
  it("EX9: goes with the last binding, not before the first", () => {
    const { declare, bind, unbind, inspect } = setup();
    declare("x", "direct", { autoDelete: true });
    unbind("x", "k", "q");
    expect(inspect("x")).toBe("accepted");
    bind("x", "k", "q");
    bind("x", "l", "q");
    unbind("x", "k", "q");
    expect(inspect("x")).toBe("accepted");
    unbind("x", "l", "q");
    expect(inspect("x")).toBe("channel NOT_FOUND - no exchange 'x' in vhost '/'");
  });
});
