import { describe, expect, it } from "vitest";
import { methodFrame } from "#broker/testing/method-frame.ts";
import { contentFrames } from "#broker/testing/content-frames.ts";
import { fieldTable } from "#broker/testing/field-table.ts";
import { Bench, SessionPeer } from "#broker/testing/session-peer.ts";

const numbered = (count: number) => Array.from({ length: count }, (_, i) => `m${i + 1}`);
const publish = methodFrame(1, "basic.publish", { routingKey: "k" });

/** A header frame on channel 1. */
function header(classId: number, weight: number, bodyBytes: number): Buffer {
  const frame = Buffer.from(contentFrames(1, ""));
  frame.writeUInt16BE(classId, 7);
  frame.writeUInt16BE(weight, 9);
  frame.writeBigUInt64BE(BigInt(bodyBytes), 11);
  return frame;
}

function body(text: string): Buffer {
  return Buffer.concat([
    Buffer.of(3, 0, 1, 0, 0, 0, text.length),
    Buffer.from(text),
    Buffer.of(0xce),
  ]);
}

describe("channel", () => {
  it("CH1: must be opened", () => {
    const peer = SessionPeer.loggedIn().send("basic.ack", { deliveryTag: 1 }, 3);
    expect(peer.lines()).toEqual([
      "connection.close 504 CHANNEL_ERROR - expected 'channel.open' [60.80]",
    ]);
  });

  it("CH3: drops everything after its own close until close-ok, then can be opened again", () => {
    const peer = SessionPeer.loggedIn().publish("k", ["x"], { exchange: "nope" });
    expect(peer.lines()).toEqual([
      "channel.close 404 NOT_FOUND - no exchange 'nope' in vhost '/' [60.40]",
    ]);
    peer.send("queue.declare", { queue: "k" }).publish("k", ["x"], { exchange: "nope" });
    expect(peer.send("channel.close").lines()).toEqual(["channel.close-ok"]);
    expect(peer.send("channel.close-ok").send("channel.open").lines()).toEqual(["channel.open-ok"]);
    expect(peer.bench.host.counts("k")).toBeUndefined();
  });

  it("CH4: gives back what it held, closed from either end", () => {
    const peer = SessionPeer.loggedIn().send("queue.declare", { queue: "k" }).publish("k", ["m1"]);
    peer.send("basic.get", { queue: "k" }).send("channel.close").send("channel.open");
    expect(peer.bench.host.counts("k")).toMatchObject({ ready: 1, unacked: 0 });
    peer.send("basic.get", { queue: "k" }).send("basic.ack", { deliveryTag: 9 });
    expect(peer.lines().at(-1)).toBe(
      "channel.close 406 PRECONDITION_FAILED - unknown delivery tag 9 [60.80]",
    );
    expect(peer.bench.host.counts("k")).toMatchObject({ ready: 1, unacked: 0 });
  });

  it("CH5: can't be stopped by flow", () => {
    const peer = SessionPeer.loggedIn();
    expect(peer.send("channel.flow", { active: true }).lines()).toEqual(["channel.flow-ok"]);
    expect(peer.send("channel.flow").lines()).toEqual([
      "connection.close 540 NOT_IMPLEMENTED - active=false [20.20]",
    ]);
  });

  it.each(["basic.qos-ok", "queue.declare-ok", "connection.close"] as const)(
    "CH6: refuses %s",
    (name) => {
      const [line] = SessionPeer.loggedIn().send(name).lines();
      expect(line).toMatch(/^connection.close 503 COMMAND_INVALID - unimplemented method/);
    },
  );

  it("CH7: grants access", () => {
    expect(SessionPeer.loggedIn().send("access.request").lines()).toEqual(["access.request-ok"]);
  });

  it.each([
    ["tx.commit", "channel.close 406 PRECONDITION_FAILED - channel is not transactional [90.20]"],
    ["tx.rollback", "channel.close 406 PRECONDITION_FAILED - channel is not transactional [90.30]"],
  ] as const)("TX16: refuses %s", (name, refusal) => {
    expect(SessionPeer.loggedIn().send(name).lines()).toEqual([refusal]);
  });

  it("TX15: no transactions on a confirming channel", () => {
    expect(SessionPeer.loggedIn().send("confirm.select").send("tx.select").lines()).toEqual([
      "confirm.select-ok",
      "channel.close 406 PRECONDITION_FAILED - cannot switch from confirm to tx mode [90.10]",
    ]);
  });
});

describe("CH8: 200 unsent messages", () => {
  it("a channel gets no more until they have left", () => {
    const peer = SessionPeer.loggedIn()
      .send("queue.declare", { queue: "k" })
      .publish("k", numbered(500));
    peer.lines();
    peer.send("basic.consume", { queue: "k", consumerTag: "A", noAck: true });
    expect(peer.lines().at(-1)).toBe("deliver A m200");
    expect(peer.lines()).toEqual([]);
    expect(peer.sent().lines()).toHaveLength(200);
    expect(peer.sent().lines().at(-1)).toBe("deliver A m500");
  });

  it("meanwhile the next consumer gets its share", () => {
    const bench = new Bench();
    const [a, b] = [SessionPeer.loggedIn({ bench }), SessionPeer.loggedIn({ bench })];
    a.send("queue.declare", { queue: "k" }).publish("k", numbered(500));
    a.send("basic.consume", { queue: "k", consumerTag: "A" });
    b.send("basic.consume", { queue: "k", consumerTag: "B" });
    expect(b.lines()[1]).toBe("deliver B m201");
    expect(a.lines().at(-1)).toBe("deliver A m200");
    a.sent();
    expect(a.lines().at(-1)).toBe("deliver A m500");
  });

  it("a channel closed meanwhile is left alone", () => {
    const peer = SessionPeer.loggedIn()
      .send("queue.declare", { queue: "k" })
      .publish("k", numbered(300));
    peer.send("basic.consume", { queue: "k", consumerTag: "A" });
    peer.lines();
    peer.send("channel.close").sent();
    expect(peer.bench.host.counts("k")).toEqual({ ready: 300, unacked: 0, consumers: 0 });
  });
});

describe("content", () => {
  const cases: readonly (readonly [string, readonly Buffer[], string])[] = [
    [
      "CO1: no header",
      [publish, publish],
      "expected content header for class 60, got non content header frame instead [60.40]",
    ],
    [
      "CO1: a weight",
      [publish, header(60, 1, 3)],
      "expected content header for class 60, got non content header frame instead [60.40]",
    ],
    [
      "CO2: another class",
      [publish, header(50, 0, 3)],
      "expected content header for class 60, got one for class 50 instead [60.40]",
    ],
    [
      "CO3: no body",
      [publish, header(60, 0, 3), publish],
      "expected content body, got non content body frame instead [60.40]",
    ],
    [
      "CO4: nothing to belong to",
      [body("abc")],
      "expected method frame, got non method frame instead",
    ],
  ];
  it.each(cases)("%s", (_, frames, refusal) => {
    const peer = SessionPeer.loggedIn().bytes(Buffer.concat(frames));
    expect(peer.lines()).toEqual([`connection.close 505 UNEXPECTED_FRAME - ${refusal}`]);
  });

  it("CO3: a body may come in any pieces", () => {
    const peer = SessionPeer.loggedIn().send("queue.declare", { queue: "k" });
    peer.bytes(Buffer.concat([publish, header(60, 0, 3), body(""), body("ab"), body("c")]));
    expect(peer.send("basic.get", { queue: "k" }).lines().at(-1)).toBe("get-ok abc (0 left)");
  });

  it("CO5: a body longer than announced never completes", () => {
    const peer = SessionPeer.loggedIn().send("queue.declare", { queue: "k" });
    peer.bytes(Buffer.concat([publish, header(60, 0, 3), body("abcdef"), body("gh")]));
    expect(peer.lines()).toEqual(["queue.declare-ok k 0 0"]);
    expect(peer.bench.host.counts("k")).toMatchObject({ ready: 0 });
  });

  it("FR13: malformed properties", () => {
    const withFlags = header(60, 0, 0);
    withFlags.writeUInt16BE(0x8000, 19);
    const peer = SessionPeer.loggedIn().bytes(Buffer.concat([publish, withFlags]));
    expect(peer.lines()).toEqual([
      "connection.close 502 SYNTAX_ERROR - frame ends 1 octets early [60.40]",
    ]);
  });
});

describe("publishing", () => {
  it("BA3, BA6: a return comes before its confirm; those of queues come together, one chunk's", () => {
    const peer = SessionPeer.loggedIn()
      .send("confirm.select")
      .send("queue.declare", { queue: "k" });
    peer.lines();
    expect(peer.publish("nope", ["x"], { mandatory: true }).lines()).toEqual([
      "return 312 NO_ROUTE /nope x",
      "ack 1",
    ]);
    expect(peer.publish("nope", ["x", "y"]).lines()).toEqual(["ack 2", "ack 3"]);
    expect(peer.publish("k", ["x", "y", "z"]).lines()).toEqual(["ack ≤6"]);
  });

  it("BA6: what was published before an error on the channel is confirmed first", () => {
    const peer = SessionPeer.loggedIn().send("confirm.select");
    peer.lines();
    peer.bytes(
      Buffer.concat([
        publish,
        contentFrames(1, "x"),
        methodFrame(1, "basic.ack", { deliveryTag: 5 }),
      ]),
    );
    expect(peer.lines()).toEqual([
      "ack 1",
      "channel.close 406 PRECONDITION_FAILED - unknown delivery tag 5 [60.80]",
    ]);
  });

  it.each([
    [
      "BA4",
      { userId: "abc" },
      "channel.close 406 PRECONDITION_FAILED - user_id property set to 'abc' but authenticated user was 'guest' [60.40]",
    ],
    [
      "BA5",
      { expiration: "abc" },
      "channel.close 406 PRECONDITION_FAILED - invalid expiration 'abc': no_integer [60.40]",
    ],
    [
      "BA17",
      { headers: fieldTable({ CC: "a" }) },
      'channel.close 406 PRECONDITION_FAILED - invalid message: {unacceptable_type_in_header,"CC",longstr} [60.40]',
    ],
  ])("%s: refuses properties %j", (_, properties, refusal) => {
    expect(SessionPeer.loggedIn().publish("k", ["x"], {}, properties).lines()).toEqual([refusal]);
  });

  it("BA2: never immediately", () => {
    expect(SessionPeer.loggedIn().publish("k", ["x"], { immediate: true }).lines()).toEqual([
      "connection.close 540 NOT_IMPLEMENTED - immediate=true [60.40]",
    ]);
  });
});

describe("basic", () => {
  it("BA7: no prefetch by size", () => {
    expect(SessionPeer.loggedIn().send("basic.qos", { prefetchSize: 10 }).lines()).toEqual([
      "connection.close 540 NOT_IMPLEMENTED - prefetch_size!=0 (10) [60.10]",
    ]);
  });

  it("BA16: no-wait is not answered", () => {
    const noWait = true;
    const peer = SessionPeer.loggedIn().send("queue.declare", { queue: "k", noWait });
    peer.send("exchange.declare", { exchange: "x", type: "fanout", noWait });
    peer.send("queue.bind", { queue: "k", exchange: "x", noWait });
    peer.send("basic.consume", { queue: "k", consumerTag: "A", noWait });
    peer.send("basic.cancel", { consumerTag: "A", noWait });
    peer.send("queue.purge", { queue: "k", noWait }).send("queue.delete", { queue: "k", noWait });
    peer.send("exchange.delete", { exchange: "x", noWait }).send("confirm.select", { noWait });
    expect(peer.lines()).toEqual([]);
  });

  it("QU9: a cancel of ours reaches only clients that announced they take it", () => {
    const bench = new Bench();
    const able = SessionPeer.loggedIn({ bench }, fieldTable({ consumer_cancel_notify: true }));
    const unable = SessionPeer.loggedIn({ bench });
    able.send("queue.declare", { queue: "k" });
    for (const peer of [able, unable])
      peer.send("basic.consume", { queue: "k", consumerTag: "A" }).lines();
    expect(able.send("queue.delete", { queue: "k" }).lines()).toEqual([
      "queue.delete-ok 0",
      "basic.cancel A",
    ]);
    expect(unable.lines()).toEqual([]);
  });

  it("BA11: cancel of an unknown tag is answered", () => {
    const peer = SessionPeer.loggedIn().send("basic.cancel", { consumerTag: "nobody" });
    expect(peer.lines()).toEqual(["basic.cancel-ok nobody"]);
  });
});
