import { describe, expect, it } from "vitest";
import { aPublication } from "#broker/testing/a-publication.ts";
import { noArguments, type Argument, type Arguments } from "./arguments.ts";
import { Connection } from "./connection.ts";
import type { Journal } from "./journal.ts";
import { routerFor } from "./exchange/router-for.ts";
import { VirtualHost } from "./virtual-host.ts";

const text = (value: string): Argument => ({ type: "longstr", value });
const number = (value: number): Argument => ({ type: "long", value: BigInt(value) });
const letters = (to: string, args: Readonly<Record<string, Argument>> = {}): Arguments =>
  new Map(
    Object.entries({
      "x-dead-letter-exchange": text(""),
      "x-dead-letter-routing-key": text(to),
      ...args,
    }),
  );

/** Durable queues whose journal is kept as lines. */
function setup() {
  const told: string[] = [];
  const journal: Partial<Journal<string>> = {
    queueDeclared: () => undefined,
    enqueued: (queue, { id }) => told.push(`${queue} +${id}`),
    gone: (queue, id) => told.push(`${queue} -${id}`),
  };
  const host = new VirtualHost<string>("/", {
    routerFor,
    now: () => 0,
    newId: () => "",
    propertiesOf: () => ({}),
    reheaded: (content) => content,
    journal: journal as Journal<string>,
  });
  const channel = new Connection(host).openChannel({
    facts: { connection: 1, channel: 1, connectionName: "", product: "" },
    canTake: () => true,
    deliver: () => undefined,
    returned: () => undefined,
    takesCancel: true,
    cancelled: () => undefined,
    failed: () => undefined,
  });
  return {
    told,
    host,
    declare: (name: string, args: Arguments = noArguments) =>
      host.declareQueue(channel, {
        name,
        durable: true,
        exclusive: false,
        autoDelete: false,
        arguments: args,
      }),
    publish: (queue: string) =>
      channel.publish({ ...aPublication("", queue, "m"), persistent: true }),
  };
}

describe("a dead letter", () => {
  it("QM48: is in its new queue before it is gone from the old", () => {
    const { told, declare, publish } = setup();
    declare("dead");
    declare("k", letters("dead", { "x-message-ttl": number(0) }));
    publish("k");
    expect(told).toEqual(["k +1", "dead +2", "k -1"]);
  });

  it("QM44: with nowhere to go is gone", () => {
    const { told, declare, publish } = setup();
    declare("k", letters("nobody's", { "x-message-ttl": number(0) }));
    publish("k");
    expect(told).toEqual(["k +1", "k -1"]);
  });

  it("passes through any number of queues", () => {
    const { host, declare, publish } = setup();
    const last = 20_000;
    for (let i = 0; i < last; i++)
      declare(`q${i}`, letters(`q${i + 1}`, { "x-max-length": number(0) }));
    declare(`q${last}`);
    publish("q0");
    expect(host.counts(`q${last}`)?.ready).toBe(1);
  });
});
