import { describe, expect, it } from "vitest";
import { startBroker } from "#broker";
import { openWire } from "#broker/testing/wire-client.ts";
import { fieldTable } from "#broker/testing/field-table.ts";
import { Bench, SessionPeer } from "#broker/testing/session-peer.ts";

const HALF_AN_HOUR_MS = 1_800_000;
const MISSED =
  "channel.close 406 PRECONDITION_FAILED - delivery acknowledgement on channel 1 timed out. Timeout value used: 1800000 ms. This timeout value can be configured, see consumers doc guide to learn more";

/** A client that consumes from k and was given m1 … m`count`. */
function withDeliveries(count: number, peer = SessionPeer.loggedIn(), type = "classic") {
  const bodies = Array.from({ length: count }, (_, i) => `m${i + 1}`);
  const args = fieldTable({ "x-queue-type": type });
  peer
    .send("queue.declare", { queue: "k", durable: true, arguments: args })
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
    const broker = await startBroker({ release: "3.10", consumerTimeoutMs: 50 });
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

describe("on RabbitMQ 4.3", () => {
  const asOf43 = () => {
    const capabilities = fieldTable({ consumer_cancel_notify: true });
    return SessionPeer.loggedIn({ bench: new Bench({ release: "4.3" }) }, capabilities);
  };

  it("CS19: a classic queue waits for ever", () => {
    const { waited } = withDeliveries(1, asOf43());
    expect(waited(100 * HALF_AN_HOUR_MS)).toEqual([]);
  });

  it("QQ23: what came later stays its consumer's until it is late too", () => {
    const { peer, waited } = withDeliveries(1, asOf43(), "quorum");
    waited(HALF_AN_HOUR_MS / 2);
    peer.publish("k", ["m2"]);
    expect(peer.lines()).toEqual(["deliver t m2"]);
    expect(waited(HALF_AN_HOUR_MS / 2)).toEqual(["basic.cancel t"]);
    expect(peer.bench.host.counts("k")).toEqual({ ready: 1, unacked: 1, consumers: 1 });
    expect(waited(HALF_AN_HOUR_MS / 2)).toEqual(["basic.cancel t"]);
    expect(peer.bench.host.counts("k")).toEqual({ ready: 2, unacked: 0, consumers: 1 });
    peer.send("basic.ack", { deliveryTag: 1 });
    expect(peer.lines()).toEqual([]);
    peer.send("basic.ack", { deliveryTag: 2 });
    expect(peer.lines()).toEqual(["deliver t m1*", "deliver t m2*"]);
  });

  it("QQ24: what was got closes its channel", () => {
    const { peer, waited } = withDeliveries(0, asOf43(), "quorum");
    peer.send("basic.cancel", { consumerTag: "t" }).publish("k", ["m1"]);
    peer.send("basic.get", { queue: "k" });
    peer.lines();
    expect(waited(HALF_AN_HOUR_MS)).toEqual([MISSED.replace("1800000", "-1")]);
  });

  it("QQ23: what came back is nobody's: its channel closes without it", () => {
    const { peer, waited } = withDeliveries(2, asOf43(), "quorum");
    expect(waited(HALF_AN_HOUR_MS)).toEqual(["basic.cancel t"]);
    peer.send("channel.close").lines();
    expect(peer.bench.host.counts("k")).toEqual({ ready: 2, unacked: 0, consumers: 0 });
  });
});
