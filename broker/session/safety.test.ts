import { describe, expect, it } from "vitest";
import { PatientJournal } from "#broker/testing/patient-journal.ts";
import { Bench, SessionPeer } from "#broker/testing/session-peer.ts";
import type { Content } from "#broker/wire/content.ts";

const PERSISTENT = { deliveryMode: 2 } as const;

/** A peer whose broker's disk is as slow as the test wants, with a durable queue k. */
function withDisk() {
  const journal = new PatientJournal<Content>();
  const peer = SessionPeer.loggedIn({ bench: new Bench({ journal }) });
  peer.send("queue.declare", { queue: "k", durable: true });
  journal.safe();
  peer.lines();
  return { journal, peer };
}

describe("what has to be safe first", () => {
  it("CF1: a stored message is confirmed when it is, those not stored overtake it", () => {
    const { journal, peer } = withDisk();
    peer.send("confirm.select").publish("k", ["m1", "m2"], {}, PERSISTENT);
    peer.publish("k", ["m3"]).publish("nowhere", ["m4"], {}, PERSISTENT);
    expect(peer.lines()).toEqual(["confirm.select-ok", "ack 3", "ack 4"]);
    journal.safe();
    expect(peer.lines()).toEqual(["ack ≤2"]);
  });

  it("CF5: nothing is confirmed to a channel that is gone", () => {
    const { journal, peer } = withDisk();
    peer.send("confirm.select").publish("k", ["m1"], {}, PERSISTENT).send("channel.close");
    expect(peer.lines()).toEqual(["confirm.select-ok", "channel.close-ok"]);
    journal.safe();
    expect(peer.lines()).toEqual([]);
  });

  it("TX7: a commit is answered when its messages are", () => {
    const { journal, peer } = withDisk();
    peer.send("tx.select").publish("k", ["m1"], {}, PERSISTENT).send("tx.commit");
    expect(peer.lines()).toEqual(["tx.select-ok"]);
    expect(peer.bench.host.counts("k")).toMatchObject({ ready: 1 });
    journal.safe();
    expect(peer.lines()).toEqual(["tx.commit-ok"]);
  });

  it("TX7: a commit of nothing stored waits for nothing", () => {
    const { peer } = withDisk();
    peer.send("tx.select").publish("k", ["m1"]).send("tx.commit");
    expect(peer.lines()).toEqual(["tx.select-ok", "tx.commit-ok"]);
  });

  it("TX18: until then nothing may follow", () => {
    const { peer } = withDisk();
    peer.send("tx.select").publish("k", ["m1"], {}, PERSISTENT).send("tx.commit");
    expect(peer.send("access.request").lines()).toEqual([
      "tx.select-ok",
      "connection.close 504 CHANNEL_ERROR - unexpected command while processing 'tx.commit' [30.10]",
    ]);
  });

  it("TX18: but the channel's end, after which nobody is told", () => {
    const { journal, peer } = withDisk();
    peer.send("tx.select").publish("k", ["m1"], {}, PERSISTENT).send("tx.commit");
    expect(peer.send("channel.close").lines()).toEqual(["tx.select-ok", "channel.close-ok"]);
    journal.safe();
    expect(peer.lines()).toEqual([]);
    expect(peer.bench.host.counts("k")).toMatchObject({ ready: 1 });
  });
});
