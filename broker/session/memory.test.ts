import { describe, expect, it } from "vitest";
import { contentFrames } from "#broker/testing/content-frames.ts";
import { fieldTable } from "#broker/testing/field-table.ts";
import { methodFrame } from "#broker/testing/method-frame.ts";
import { Bench, SessionPeer } from "#broker/testing/session-peer.ts";

const blockable = fieldTable({ "connection.blocked": true });
const KILOBYTE = "x".repeat(1024);

/** A broker with room for some ten kilobytes, and a client of it with a queue k. */
function tight(watermarkBytes = 16 * 1024) {
  const bench = new Bench({ watermarkBytes });
  const peer = SessionPeer.loggedIn({ bench }, blockable).send("queue.declare", { queue: "k" });
  peer.lines();
  return { bench, peer };
}

/** Publishes until it is blocked. */
function fill(peer: SessionPeer): void {
  for (let i = 0; i < 20 && peer.session.isListening; i++) peer.publish("k", [KILOBYTE]);
  expect(peer.session.isListening).toBe(false);
}

describe("memory", () => {
  it("LI3: a message counts with its body and 600 octets, in every queue it is in, held or not", () => {
    const { bench, peer } = tight(1_000_000);
    const other = SessionPeer.loggedIn({ bench }).send("queue.declare", { queue: "other" });
    for (const queue of ["k", "other"]) peer.send("queue.bind", { queue, exchange: "amq.fanout" });
    peer.bytes(methodFrame(1, "basic.publish", { exchange: "amq.fanout" }));
    peer.bytes(contentFrames(1, "x".repeat(24)));
    expect(bench.host.memory?.bytes).toBe(2 * 624);
    other.send("basic.consume", { queue: "k" }).send("basic.get", { queue: "other" });
    expect(bench.host.memory?.bytes).toBe(2 * 624);
    other.send("basic.ack", { deliveryTag: 1 });
    expect(bench.host.memory?.bytes).toBe(624);
  });

  it("LI4: over the watermark, a connection that publishes is told and not heard", () => {
    const { bench, peer } = tight();
    fill(peer);
    expect(peer.lines()).toEqual(["connection.blocked"]);
    const { ready } = bench.host.counts("k") ?? { ready: 0 };
    peer.publish("k", ["m"]).send("queue.declare", { queue: "other" });
    expect(peer.lines()).toEqual([]);
    expect(bench.host.counts("k")).toMatchObject({ ready });
  });

  it("LI4: those who only consume go on, and free the others", () => {
    const { bench, peer } = tight();
    const consumer = SessionPeer.loggedIn({ bench }, blockable);
    fill(peer);
    peer.publish("k", ["late"]).send("queue.declare", { queue: "k", passive: true });
    peer.lines();
    const last = bench.host.counts("k")?.ready ?? 0;
    consumer.send("basic.consume", { queue: "k", consumerTag: "A" });
    expect(consumer.lines().length).toBe(1 + last);
    consumer.send("basic.ack", { deliveryTag: 1 });
    expect(peer.lines()).toEqual([]);
    consumer.send("basic.ack", { deliveryTag: last, multiple: true });
    expect(peer.lines()).toEqual(["connection.unblocked", "queue.declare-ok k 0 1"]);
    expect(consumer.lines()).toEqual(["deliver A late"]);
  });

  it("LI4: a client that does not understand is not told, but not heard either", () => {
    const { bench, peer } = tight();
    const mute = SessionPeer.loggedIn({ bench });
    fill(peer);
    mute.publish("k", ["m1"]).send("queue.purge", { queue: "k" });
    expect(mute.session.isListening).toBe(false);
    expect(mute.lines()).toEqual([]);
    peer.session.lost();
    const helper = SessionPeer.loggedIn({ bench }).send("queue.purge", { queue: "k" });
    helper.lines();
    expect(mute.lines()).toEqual(["queue.purge-ok 1"]);
  });

  it("LI4: one that began before waits with the next piece of its content", () => {
    const { bench, peer } = tight();
    const slow = SessionPeer.loggedIn({ bench }, blockable);
    slow.bytes(methodFrame(1, "basic.publish", { routingKey: "k" }));
    fill(peer);
    expect(slow.session.isListening).toBe(true);
    slow.bytes(contentFrames(1, "late")).send("access.request");
    expect(slow.lines()).toEqual(["connection.blocked"]);
  });

  it("LI5: names all there is too little of", () => {
    const { bench, peer } = tight();
    fill(peer);
    bench.alarms.set("disk", true);
    expect(bench.alarms.reason).toBe("low on disk & memory");
    SessionPeer.loggedIn({ bench }).send("queue.purge", { queue: "k" });
    expect(peer.session.isListening).toBe(false);
    bench.alarms.set("disk", false);
    expect(peer.lines()).toContain("connection.unblocked");
  });

  it("LI6: whoever is not heard is not missed, but is still spoken to", () => {
    const bench = new Bench({ watermarkBytes: 600 });
    const peer = new SessionPeer({ bench });
    peer.bytes(Buffer.from("AMQP\0\0\x09\x01", "latin1")).startOk().tuneOk({ heartbeat: 2 });
    peer.send("connection.open", { virtualHost: "/" }, 0).send("channel.open");
    peer.send("queue.declare", { queue: "k" }).publish("k", ["m"]);
    peer.lines();
    for (let i = 0; i < 20; i++) peer.wait(1_000).lines();
    expect(peer.session.ending).toBeUndefined();
    expect(peer.wait(1_000).wait(1_000).lines()).toContain("heartbeat");
  });

  it("LI4: unacknowledged messages count, and what is gone with its queue does not", () => {
    const { bench, peer } = tight();
    const other = SessionPeer.loggedIn({ bench }).send("basic.consume", { queue: "k" });
    fill(peer);
    other.send("queue.delete", { queue: "k" });
    other.session.lost();
    expect(bench.host.memory?.bytes).toBe(0);
    expect(peer.lines()).toContain("connection.unblocked");
  });
});

describe("what is not complete", () => {
  /** A publish of 16 MiB, of which 6 kB come. */
  function begun(channel: number): Buffer {
    const method = methodFrame(channel, "basic.publish", { routingKey: "k" });
    const frames = Buffer.concat([method, contentFrames(channel, "x".repeat(6_000))]);
    const bodySizeAt = method.length + 7 + 4;
    frames.writeUInt8(1, bodySizeAt + 4);
    return frames;
  }

  it("LI7: bodies begun on many channels are limited together: 506", () => {
    const { bench, peer } = tight(150_000);
    for (let channel = 2; channel < 6; channel++) peer.send("channel.open", {}, channel);
    peer.lines();
    for (let channel = 1; channel <= 2; channel++) peer.bytes(begun(channel));
    expect(bench.unfinished.bytes).toBeGreaterThan(100_000);
    expect(peer.lines()).toEqual([]);
    peer.bytes(begun(3));
    expect(peer.lines()).toEqual([
      "connection.close 506 RESOURCE_ERROR - messages and transactions that are not complete hold more than 150000 bytes [60.40]",
    ]);
    expect(bench.unfinished.bytes).toBe(0);
  });

  it("LI7: so are transactions not committed", () => {
    const { bench, peer } = tight();
    peer.send("tx.select");
    for (let i = 0; i < 12; i++) peer.publish("k", [KILOBYTE]);
    expect(peer.lines().at(-1)).toMatch(/^connection.close 506/);
    expect(bench.unfinished.bytes).toBe(0);
    expect(bench.host.counts("k")).toMatchObject({ ready: 0 });
  });

  it("LI7: what is committed, rolled back, abandoned or delivered counts no longer", () => {
    const { bench, peer } = tight(150_000);
    peer.send("tx.select").publish("k", ["m1"]).send("tx.commit").publish("k", ["m2"]);
    peer.send("tx.rollback").publish("k", ["m3"]).send("channel.close").send("channel.open");
    peer.publish("k", ["m4"]).bytes(begun(1)).send("channel.close", {}, 7);
    expect(peer.lines().at(-1)).toMatch(/^connection.close 504/);
    expect(bench.unfinished.bytes).toBe(0);
  });

  it("LI8: a body in thousands of pieces is kept in few", () => {
    const { peer } = tight(150_000);
    const body = "0123456789".repeat(500);
    const whole = contentFrames(1, body);
    const header = whole.subarray(0, whole.length - body.length - 8);
    peer.bytes(methodFrame(1, "basic.publish", { routingKey: "k" })).bytes(header);
    for (const character of body) {
      peer.bytes(Buffer.of(3, 0, 1, 0, 0, 0, 0, 0xce));
      peer.bytes(
        Buffer.concat([Buffer.of(3, 0, 1, 0, 0, 0, 1), Buffer.from(character), Buffer.of(0xce)]),
      );
    }
    peer.send("basic.get", { queue: "k" });
    expect(peer.lines()).toEqual([`get-ok ${body} (0 left)`]);
  });
});
