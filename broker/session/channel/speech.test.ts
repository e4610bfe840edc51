import { describe, expect, it } from "vitest";
import { fieldTable } from "#broker/testing/field-table.ts";
import { methodFrame } from "#broker/testing/method-frame.ts";
import { PatientJournal } from "#broker/testing/patient-journal.ts";
import { Bench, SessionPeer } from "#broker/testing/session-peer.ts";
import type { Content } from "#broker/wire/content.ts";
import { Speech } from "./speech.ts";

const durable = { durable: true };

/** A client of a broker whose disk takes its time. */
function onSlowDisk() {
  const journal = new PatientJournal<Content>();
  const peer = SessionPeer.loggedIn({ bench: new Bench({ journal }) });
  peer.send("channel.open", {}, 2);
  peer.lines();
  return { journal, peer };
}

describe("Speech", () => {
  it("ST20: what is said behind a promise waits for it, and not for the next one", () => {
    const speech = new Speech();
    const said: string[] = [];
    const safe: (() => void)[] = [];
    const say = (what: string) => {
      speech.say(() => said.push(what));
    };
    const holdBack = () => {
      speech.holdBack((then) => safe.push(then));
    };
    say("1");
    holdBack();
    say("2");
    holdBack();
    say("3");
    say("4");
    expect(said).toEqual(["1"]);
    safe.shift()?.();
    expect(said).toEqual(["1", "2"]);
    say("5");
    safe.shift()?.();
    say("6");
    expect(said).toEqual(["1", "2", "3", "4", "5", "6"]);
  });
});

describe("a channel", () => {
  it("ST20: answers what is to outlive the broker when that is safe", () => {
    const { journal, peer } = onSlowDisk();
    const said = (answer: string) => {
      expect(peer.lines(), answer).toEqual([]);
      journal.safe();
      expect(peer.lines()).toEqual([answer]);
    };
    const exchange = { ...durable, type: "fanout" };
    peer.send("exchange.declare", { exchange: "x", ...exchange });
    said("exchange.declare-ok");
    peer.send("exchange.declare", { exchange: "y", ...exchange });
    said("exchange.declare-ok");
    peer.send("queue.declare", { queue: "q", ...durable });
    said("queue.declare-ok q 0 0");
    peer.send("queue.bind", { queue: "q", exchange: "x" });
    said("queue.bind-ok");
    peer.send("exchange.bind", { source: "y", destination: "x" });
    said("exchange.bind-ok");
    peer.send("exchange.unbind", { source: "y", destination: "x" });
    said("exchange.unbind-ok");
    peer.send("queue.unbind", { queue: "q", exchange: "x" });
    said("queue.unbind-ok");
    peer.send("queue.purge", { queue: "q" });
    said("queue.purge-ok 0");
    peer.send("queue.delete", { queue: "q" });
    said("queue.delete-ok 0");
    peer.send("exchange.delete", { exchange: "x" });
    said("exchange.delete-ok");
  });

  it("ST20: answers at once what is not to outlive it, and what it is only asked about", () => {
    const { peer } = onSlowDisk();
    peer.send("queue.declare", { queue: "kept", ...durable, noWait: true });
    peer.send("queue.declare", { queue: "kept", passive: true, ...durable });
    peer.send("queue.declare", { queue: "q" });
    peer.send("queue.declare", { queue: "own", exclusive: true, ...durable });
    peer.send("exchange.declare", { exchange: "x", type: "fanout" });
    peer.send("queue.bind", { queue: "q", exchange: "x" });
    peer.send("queue.bind", { queue: "kept", exchange: "x" });
    peer.send("queue.unbind", { queue: "kept", exchange: "x" });
    peer.send("queue.purge", { queue: "q" });
    peer.send("queue.delete", { queue: "q" });
    peer.send("exchange.delete", { exchange: "x" });
    expect(peer.lines()).toEqual([
      "queue.declare-ok kept 0 0",
      "queue.declare-ok q 0 0",
      "queue.declare-ok own 0 0",
      "exchange.declare-ok",
      "queue.bind-ok",
      "queue.bind-ok",
      "queue.unbind-ok",
      "queue.purge-ok 0",
      "queue.delete-ok 0",
      "exchange.delete-ok",
    ]);
  });

  it("ST20: promises what another has asked for and was not yet promised", () => {
    const { journal, peer } = onSlowDisk();
    peer.send("queue.declare", { queue: "q", ...durable, noWait: true });
    peer.send("queue.declare", { queue: "q", ...durable }, 2);
    peer.send("queue.delete", { queue: "q", noWait: true });
    peer.send("queue.delete", { queue: "q" }, 2);
    expect(peer.lines()).toEqual([]);
    journal.safe();
    expect(peer.lines()).toEqual(["2: queue.declare-ok q 0 0", "2: queue.delete-ok 0"]);
  });

  it("ST20: says all that follows an answer behind it; other channels don't wait", () => {
    const { journal, peer } = onSlowDisk();
    peer.send("queue.declare", { queue: "t" }).publish("t", ["m1"]);
    peer.send("confirm.select");
    peer.lines();
    peer.send("queue.declare", { queue: "q", ...durable });
    peer.send("basic.consume", { queue: "t", consumerTag: "A" }).publish("t", ["m2"]);
    peer.publish("nowhere", ["m3"], { mandatory: true });
    peer.send("basic.get", { queue: "t" });
    peer.publish("t", ["m4"], { exchange: "nope" });
    peer.send("queue.declare", { queue: "t", passive: true }, 2);
    expect(peer.lines()).toEqual(["2: queue.declare-ok t 2 0"]);
    journal.safe();
    expect(peer.lines()).toEqual([
      "queue.declare-ok q 0 0",
      "basic.consume-ok A",
      "deliver A m1",
      "deliver A m2",
      "ack 1",
      "return 312 NO_ROUTE /nowhere m3",
      "ack 2",
      "basic.get-empty",
      "channel.close 404 NOT_FOUND - no exchange 'nope' in vhost '/' [60.40]",
    ]);
  });

  it("ST20, QU9: consumers hear of a queue's end behind the answer to its deletion", () => {
    const journal = new PatientJournal<Content>();
    const cancels = fieldTable({ consumer_cancel_notify: true });
    const peer = SessionPeer.loggedIn({ bench: new Bench({ journal }) }, cancels);
    peer.send("queue.declare", { queue: "q", ...durable });
    journal.safe();
    peer.send("basic.consume", { queue: "q", consumerTag: "A" }).lines();
    peer.send("queue.delete", { queue: "q" });
    expect(peer.lines()).toEqual([]);
    journal.safe();
    expect(peer.lines()).toEqual(["queue.delete-ok 0", "basic.cancel A"]);
  });

  it("ST20: is closed by its client behind what it has still to say", () => {
    const { journal, peer } = onSlowDisk();
    peer.bytes(
      Buffer.concat([
        methodFrame(1, "queue.declare", { queue: "q", ...durable }),
        methodFrame(1, "channel.close"),
      ]),
    );
    expect(peer.lines()).toEqual([]);
    journal.safe();
    expect(peer.lines()).toEqual(["queue.declare-ok q 0 0", "channel.close-ok"]);
    expect(peer.send("channel.open").lines()).toEqual(["channel.open-ok"]);
  });

  it("ST20: says nothing more when its connection was closed", () => {
    const { journal, peer } = onSlowDisk();
    peer.send("queue.declare", { queue: "q", ...durable });
    peer.send("channel.close").send("connection.close", {}, 0);
    expect(peer.lines()).toEqual(["connection.close-ok"]);
    journal.safe();
    expect(peer.lines()).toEqual([]);
  });

  it("ST20, CH8: deliveries that wait are unsent: no more than 200", () => {
    const { journal, peer } = onSlowDisk();
    peer.send("queue.declare", { queue: "t" });
    peer
      .publish(
        "t",
        Array.from({ length: 250 }, (_, i) => `m${i}`),
      )
      .lines();
    peer.send("queue.declare", { queue: "q", ...durable });
    peer.send("basic.consume", { queue: "t", noAck: true });
    peer.lines();
    peer.sent();
    expect(peer.bench.host.counts("t")).toMatchObject({ ready: 50 });
    journal.safe();
    peer.lines();
    peer.sent();
    expect(peer.bench.host.counts("t")).toMatchObject({ ready: 0 });
  });
});
