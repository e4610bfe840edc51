import { describe, expect, it } from "vitest";
import { startBroker } from "#broker";
import { openWire } from "#broker/testing/wire-client.ts";
import { SessionPeer } from "#broker/testing/session-peer.ts";

const HALF_AN_HOUR_MS = 1_800_000;
const MISSED =
  "channel.close 406 PRECONDITION_FAILED - delivery acknowledgement on channel 1 timed out. Timeout value used: 1800000 ms. This timeout value can be configured, see consumers doc guide to learn more";

/** A client that consumes from k and was given m1 … m`count`. */
function withDeliveries(count: number) {
  const bodies = Array.from({ length: count }, (_, i) => `m${i + 1}`);
  const peer = SessionPeer.loggedIn()
    .send("queue.declare", { queue: "k" })
    .send("basic.consume", { queue: "k", consumerTag: "t" })
    .publish("k", bodies);
  peer.lines();
  const waited = (ms: number) => {
    peer.wait(ms);
    peer.bench.host.tick();
    return peer.lines();
  };
  return { peer, waited };
}

describe("a delivery that is not acknowledged in time", () => {
  it("CS19: closes its channel; what that held goes back", () => {
    const { peer, waited } = withDeliveries(1);
    expect(waited(HALF_AN_HOUR_MS - 1)).toEqual([]);
    expect(waited(1)).toEqual([MISSED]);
    expect(peer.bench.host.counts("k")).toEqual({ ready: 1, unacked: 0, consumers: 0 });
    expect(peer.send("channel.close-ok").send("channel.open").lines()).toEqual(["channel.open-ok"]);
  });

  it("CS19: counts from the delivery, and the oldest counts", () => {
    const { peer, waited } = withDeliveries(2);
    waited(HALF_AN_HOUR_MS / 2);
    peer.publish("k", ["m3"]);
    peer.send("basic.ack", { deliveryTag: 1 });
    peer.lines();
    expect(waited(HALF_AN_HOUR_MS / 2)).toEqual([MISSED]);
  });

  it("CS19: threatens nobody who acknowledges, nor what came later, nor what needs no ack", () => {
    const { peer, waited } = withDeliveries(2);
    waited(HALF_AN_HOUR_MS / 2);
    peer.send("basic.ack", { deliveryTag: 2, multiple: true }).publish("k", ["m3"]);
    expect(peer.lines()).toEqual(["deliver t m3"]);
    expect(waited(HALF_AN_HOUR_MS / 2)).toEqual([]);
    peer.send("basic.ack", { deliveryTag: 3 }).send("basic.cancel", { consumerTag: "t" });
    peer.send("basic.consume", { queue: "k", consumerTag: "u", noAck: true }).publish("k", ["m4"]);
    peer.lines();
    expect(waited(HALF_AN_HOUR_MS * 2)).toEqual([]);
  });

  it("CS19: basic.get is no exception", () => {
    const { peer, waited } = withDeliveries(0);
    peer.send("basic.cancel", { consumerTag: "t" }).publish("k", ["m1"]);
    peer.send("basic.get", { queue: "k" });
    peer.lines();
    expect(waited(HALF_AN_HOUR_MS)).toEqual([MISSED]);
  });

  it("CS19: is told without the client's doing, after the time that was set", async () => {
    const broker = await startBroker({ consumerTimeoutMs: 50 });
    const wire = await openWire(broker.url);
    await wire.call("queue.declare", { queue: "k" });
    await wire.call("basic.consume", { queue: "k", consumerTag: "t" });
    wire.publish("m1", { key: "k" });
    expect(await wire.until("channel.close")).toEqual([
      "deliver t m1",
      MISSED.replace("1800000", "50"),
    ]);
    await broker.close();
  });
});
