import { describe, expect, it } from "vitest";
import { aPublication } from "#broker/testing/a-publication.ts";
import { refusalText as refusal } from "#broker/testing/refusal-text.ts";
import { noArguments, type Argument, type Arguments } from "./arguments.ts";
import type { Channel, ChannelClient } from "./channel/channel.ts";
import { Connection } from "./connection.ts";
import { nearestRelease } from "./release.ts";
import { routerFor } from "./exchange/router-for.ts";
import { VirtualHost } from "./virtual-host.ts";

function setup() {
  let nowMs = 0;
  const host = new VirtualHost<string>("/", {
    routerFor,
    release: nearestRelease("3.10"),
    now: () => nowMs,
    newId: () => "abcdefghijklmnopqrstuv",
    propertiesOf: () => ({}),
    reheaded: (content) => content,
  });
  const told: string[] = [];
  const client: ChannelClient<string> = {
    facts: { connection: 1, channel: 1, connectionName: "", product: "" },
    canTake: () => true,
    deliver: (tag, _deliveryTag, { publication }) => told.push(`${tag} ${publication.content}`),
    returned: () => undefined,
    failed: () => undefined,
    takesCancel: true,
    cancelled: (tag) => told.push(`${tag} cancelled`),
  };
  const connection = new Connection(host);
  const channel = connection.openChannel(client);
  return {
    host,
    told,
    connection,
    channel,
    stranger: new Connection(host).openChannel(client),
    pass: (ms: number) => {
      nowMs += ms;
      host.tick();
    },
    declare: (name: string, options: Partial<Declared> = {}, by: Channel<string> = channel) =>
      host.declareQueue(by, { ...DEFAULTS, name, ...options }),
    consume: (queue: string, consumerTag = "T", by: Channel<string> = channel) => {
      const request = {
        queue,
        consumerTag,
        noAck: false,
        exclusive: false,
        arguments: noArguments,
      };
      by.consume(request, (tag) => told.push(`${tag} begins`));
    },
  };
}

const DEFAULTS = { durable: false, exclusive: false, autoDelete: false, arguments: noArguments };
type Declared = typeof DEFAULTS;

const ALWAYS = { ifUnused: false, ifEmpty: false };
const args = (entries: Readonly<Record<string, Argument>>): Arguments =>
  new Map(Object.entries(entries));
const short = (value: number): Argument => ({ type: "short", value });

describe("declaring a queue", () => {
  it("QU4: answers with its name and counts; without a name it makes one", () => {
    const { declare } = setup();
    expect(declare("q")).toEqual({ name: "q", messageCount: 0, consumerCount: 0 });
    expect(declare("").name).toBe("amq.gen-abcdefghijklmnopqrstuv");
    expect(declare(" a\r\nb ").name).toBe(" ab ");
  });

  it("QU1: again must say the same", () => {
    const { declare } = setup();
    declare("dq");
    expect(refusal(() => declare("dq"))).toBe("accepted");
    expect(refusal(() => declare("dq", { durable: true }))).toBe(
      "channel PRECONDITION_FAILED - inequivalent arg 'durable' for queue 'dq' in vhost '/': received 'true' but current is 'false'",
    );
    expect(refusal(() => declare("dq", { autoDelete: true }))).toBe(
      "channel PRECONDITION_FAILED - inequivalent arg 'auto_delete' for queue 'dq' in vhost '/': received 'true' but current is 'false'",
    );
  });

  it("QU5: refuses reserved names", () => {
    const { declare } = setup();
    expect(refusal(() => declare("amq.foo"))).toBe(
      "channel ACCESS_REFUSED - queue name 'amq.foo' contains reserved prefix 'amq.*'",
    );
  });
});

describe("a queue's name", () => {
  it("QU4: left out, means the queue declared last on the channel", () => {
    const { declare, host, channel, stranger } = setup();
    declare("q");
    channel.publish(aPublication("", "q", "m1"));
    expect(channel.get("", true)?.message.publication.content).toBe("m1");
    host.bindings.bindQueue(channel, {
      queue: "",
      exchange: "amq.direct",
      routingKey: "",
      arguments: noArguments,
    });
    expect(channel.publish(aPublication("amq.direct", "q", "m2"))?.routed).toBe(1);
    expect(refusal(() => stranger.get("", true))).toBe(
      "channel NOT_FOUND - no previously declared queue",
    );
  });

  it("QU3: unknown, closes the channel", () => {
    const { host, channel, consume } = setup();
    const missing = "channel NOT_FOUND - no queue 'nope' in vhost '/'";
    expect(refusal(() => host.inspectQueue(channel, "nope"))).toBe(missing);
    expect(refusal(() => channel.get("nope", true))).toBe(missing);
    expect(refusal(() => host.purgeQueue(channel, "nope"))).toBe(missing);
    expect(
      refusal(() => {
        consume("nope");
      }),
    ).toBe(missing);
  });
});

describe("an exclusive queue", () => {
  const locked =
    "channel RESOURCE_LOCKED - cannot obtain exclusive access to locked queue 'x' in vhost '/'. It could be originally declared on another connection or the exclusive property value does not match that of the original declaration.";

  it("QU6: is its connection's alone, and is and stays exclusive", () => {
    const { declare, host, stranger, consume } = setup();
    declare("x", { exclusive: true });
    expect(refusal(() => declare("x"))).toBe(locked);
    expect(refusal(() => declare("x", { exclusive: true }, stranger))).toBe(locked);
    expect(
      refusal(() => {
        consume("x", "S", stranger);
      }),
    ).toBe(locked);
    expect(refusal(() => host.purgeQueue(stranger, "x"))).toBe(locked);
    expect(stranger.publish(aPublication("", "x", "m1"))?.routed).toBe(1);
  });

  it("QU7: goes with its connection", () => {
    const { declare, host, connection } = setup();
    declare("x", { exclusive: true });
    connection.close();
    expect(host.counts("x")).toBeUndefined();
  });
});

describe("an auto-delete queue", () => {
  it("QU7: goes with its last consumer, not before its first", () => {
    const { declare, host, consume, channel, stranger } = setup();
    declare("a", { autoDelete: true });
    consume("a", "A");
    consume("a", "B", stranger);
    channel.cancel("A");
    expect(host.counts("a")?.consumers).toBe(1);
    stranger.close();
    expect(host.counts("a")).toBeUndefined();
  });
});

describe("x-expires", () => {
  it("QU12: counts from the last use, and not while anybody consumes", () => {
    const { declare, host, consume, channel, pass } = setup();
    const expiring = { arguments: args({ "x-expires": short(1000) }) };
    declare("e", expiring);
    pass(999);
    declare("e", expiring);
    pass(999);
    channel.get("e", true);
    pass(999);
    expect(host.counts("e")).toBeDefined();
    consume("e");
    pass(5000);
    expect(host.counts("e")).toBeDefined();
    channel.cancel("T");
    pass(999);
    expect(host.counts("e")).toBeDefined();
    pass(1);
    expect(host.counts("e")).toBeUndefined();
  });
});

describe("deleting a queue", () => {
  it("QU9: tells the consumers after the answer", () => {
    const { declare, host, channel, consume, told } = setup();
    declare("q");
    consume("q");
    host.deleteQueue(channel, "q", ALWAYS, ({ messageCount }) =>
      told.push(`${messageCount} deleted`),
    );
    expect(told).toEqual(["T begins", "0 deleted", "T cancelled"]);
    expect(
      refusal(() => {
        consume("q");
      }),
    ).toBe("channel NOT_FOUND - no queue 'q' in vhost '/'");
  });

  it("QU8: refuses one in use or not empty, if told to", () => {
    const { declare, host, channel, consume } = setup();
    const remove = (only: Partial<typeof ALWAYS>) =>
      refusal(() => {
        host.deleteQueue(channel, "q", { ...ALWAYS, ...only }, () => undefined);
      });
    declare("q");
    channel.publish(aPublication("", "q", "m1"));
    expect(remove({ ifEmpty: true })).toBe(
      "channel PRECONDITION_FAILED - queue 'q' in vhost '/' not empty",
    );
    consume("q");
    expect(remove({ ifUnused: true })).toBe(
      "channel PRECONDITION_FAILED - queue 'q' in vhost '/' in use",
    );
    expect(remove({})).toBe("accepted");
    expect(remove({})).toBe("accepted");
  });

  it("EX9: unbinds it, and the auto-delete exchange that was for it", () => {
    const { declare, host, channel } = setup();
    host.declareExchange({
      ...DEFAULTS,
      name: "x",
      type: "fanout",
      autoDelete: true,
      internal: false,
    });
    declare("q");
    host.bindings.bindQueue(channel, {
      queue: "q",
      exchange: "x",
      routingKey: "",
      arguments: noArguments,
    });
    host.deleteQueue(channel, "q", ALWAYS, () => undefined);
    expect(
      refusal(() => {
        host.refuseUnpublishable("x");
      }),
    ).toBe("channel NOT_FOUND - no exchange 'x' in vhost '/'");
  });
});

describe("order", () => {
  it("BA10: answers before the deliveries a consume makes possible", () => {
    const { declare, channel, consume, told } = setup();
    declare("q");
    channel.publish(aPublication("", "q", "m1"));
    consume("q", "");
    expect(told).toEqual([
      "amq.ctag-abcdefghijklmnopqrstuv begins",
      "amq.ctag-abcdefghijklmnopqrstuv m1",
    ]);
  });

  it("BA10: answers before the deliveries a qos or a recover makes possible", () => {
    const { declare, channel, consume, told } = setup();
    declare("q");
    channel.qos(1, true, () => told.push("limited"));
    consume("q");
    for (const message of ["m1", "m2"]) channel.publish(aPublication("", "q", message));
    channel.qos(2, true, () => told.push("raised"));
    channel.recover(true, () => told.push("recovered"));
    expect(told).toEqual([
      "limited",
      "T begins",
      "T m1",
      "raised",
      "T m2",
      "recovered",
      "T m1",
      "T m2",
    ]);
  });

  it("BA15: recover without requeue is not implemented", () => {
    const { channel } = setup();
    expect(
      refusal(() => {
        channel.recover(false, () => undefined);
      }),
    ).toBe("connection NOT_IMPLEMENTED - requeue=false");
  });
});
