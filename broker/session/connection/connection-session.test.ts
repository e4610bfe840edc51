import { describe, expect, it } from "vitest";
import { fieldTable } from "#broker/testing/field-table.ts";
import { Bench, PROTOCOL_HEADER, SessionPeer } from "#broker/testing/session-peer.ts";

const understandsRefusal = fieldTable({ authentication_failure_close: true });
const bytes = (text: string) => Buffer.from(text, "latin1");

/** A peer that has sent its header and read connection.start. */
function greeted(options: ConstructorParameters<typeof SessionPeer>[0] = {}): SessionPeer {
  const peer = new SessionPeer(options).bytes(PROTOCOL_HEADER);
  peer.lines();
  return peer;
}

function expectSilenceThenReset(peer: SessionPeer): void {
  expect(peer.lines()).toEqual([]);
  expect(peer.wait(2_990).session.ending).toBeUndefined();
  expect(peer.startOk().tuneOk().lines()).toEqual([]);
  expect(peer.wait(10).session.ending).toBe("reset");
}

describe("handshake", () => {
  it("CN1: takes the header in pieces", () => {
    const peer = new SessionPeer();
    for (const octet of PROTOCOL_HEADER) peer.bytes(Uint8Array.of(octet));
    expect(peer.lines()).toEqual(["connection.start"]);
  });

  it.each(["GET / HTTP/1.1\r\n", "AMQP\0\x01\0\0", "AMQP\0\0\x09\x02"])(
    "CN1: answers %j with its own header and ends",
    (header) => {
      const peer = new SessionPeer().bytes(bytes(header));
      expect(peer.lines()).toEqual(["AMQP 0 0 9 1"]);
      expect(peer.session.ending).toBe("end");
    },
  );

  it("CN3: tells a client that understands it", () => {
    const peer = greeted().startOk({ user: "rabbit", capabilities: understandsRefusal });
    expect(peer.lines()).toEqual([
      "connection.close 403 ACCESS_REFUSED - Login was refused using authentication mechanism PLAIN. " +
        "For details see the broker logfile.",
    ]);
    expect(peer.wait(3_000).session.ending).toBe("reset");
  });

  it("CN3: guest may not come from another machine", () => {
    expectSilenceThenReset(greeted({ fromLoopback: false }).startOk());
  });

  it.each([
    ["a wrong password", (peer: SessionPeer) => peer.startOk({ password: "x" })],
    ["an unknown mechanism", (peer: SessionPeer) => peer.startOk({ mechanism: "EXTERNAL" })],
    [
      "an unreadable response, even if it would understand",
      (peer: SessionPeer) =>
        peer.startOk({ response: bytes("nonsense"), capabilities: understandsRefusal }),
    ],
    ["a method out of turn", (peer: SessionPeer) => peer.send("connection.open", {}, 0)],
    ["a frame of no known type", (peer: SessionPeer) => peer.bytes(bytes("\x09\0\0\0\0\0\0\xce"))],
    ["a frame over 4096", (peer: SessionPeer) => peer.bytes(bytes("\x01\0\0\0\0\x20\0"))],
  ])("CN4: %s: silence, then a reset after 3 s", (_, fail) => {
    expectSilenceThenReset(fail(greeted()));
  });

  it.each([
    { frameMax: 100 },
    { frameMax: 0 },
    { frameMax: 131_073 },
    { channelMax: 0 },
    { channelMax: 3_000 },
  ])("CN6: refuses to be tuned to %j", (tune) => {
    const peer = greeted().startOk();
    peer.lines();
    expectSilenceThenReset(peer.tuneOk(tune));
  });

  it("CN5: gives it 10 s", () => {
    const peer = greeted();
    expect(peer.wait(9_990).session.ending).toBeUndefined();
    expect(peer.wait(10).session.ending).toBe("reset");
  });

  it("CN5: forgets that limit once the connection is open", () => {
    expect(SessionPeer.loggedIn().wait(60_000).session.ending).toBeUndefined();
  });

  it("CN7: has one virtual host", () => {
    const peer = greeted().startOk().tuneOk();
    peer.lines();
    expect(peer.send("connection.open", { virtualHost: "nope" }, 0).lines()).toEqual([
      "connection.close 530 NOT_ALLOWED - vhost nope not found [10.40]",
    ]);
  });
});

describe("an open connection", () => {
  it("CN8: refuses a method out of turn", () => {
    const peer = SessionPeer.loggedIn().tuneOk();
    expect(peer.lines()).toEqual([
      "connection.close 504 CHANNEL_ERROR - unexpected method in connection state running [10.31]",
    ]);
  });

  it("CN9, CN10: heartbeats both ways, then a reset that gives back what was held", () => {
    const bench = new Bench();
    const peer = new SessionPeer({ bench })
      .bytes(PROTOCOL_HEADER)
      .startOk()
      .tuneOk({ heartbeat: 2 });
    peer.send("connection.open", { virtualHost: "/" }, 0).send("channel.open");
    peer
      .send("queue.declare", { queue: "k" })
      .publish("k", ["m1"])
      .send("basic.get", { queue: "k" });
    peer.lines();
    expect(bench.host.counts("k")).toMatchObject({ ready: 0, unacked: 1 });
    peer.wait(1_000).lines();
    expect(peer.wait(1_000).lines()).toEqual(["heartbeat"]);
    expect(peer.wait(2_000).session.ending).toBeUndefined();
    expect(peer.wait(2_000).session.ending).toBe("reset");
    expect(bench.host.counts("k")).toMatchObject({ ready: 1, unacked: 0 });
  });

  it("CN11: closes when asked", () => {
    const peer = SessionPeer.loggedIn().send("queue.declare", { queue: "k", exclusive: true });
    peer.lines();
    expect(peer.send("connection.close", { replyCode: 200 }, 0).lines()).toEqual([
      "connection.close-ok",
    ]);
    expect(peer.session.ending).toBeUndefined();
    expect(peer.bench.host.counts("k")).toBeUndefined();
  });

  it("CN12: after its own close hears nothing but close-ok", () => {
    const peer = SessionPeer.loggedIn().send("channel.open");
    expect(peer.lines()).toEqual([
      "connection.close 504 CHANNEL_ERROR - second 'channel.open' seen [20.10]",
    ]);
    peer.send("queue.declare", { queue: "k" }).bytes(bytes("\x01\0\0\0\0\0\x01\x07\xce"));
    expect(peer.lines()).toEqual([]);
    expect(peer.bench.host.counts("k")).toBeUndefined();
    expect(peer.session.ending).toBeUndefined();
    expect(peer.send("connection.close-ok", {}, 0).session.ending).toBe("end");
  });

  it.each([
    ["we", "channel.open"],
    ["the client", "connection.close"],
  ] as const)("CN12: waits 30 s for the end when %s said close", (_, method) => {
    const peer = SessionPeer.loggedIn().send(method, {}, method === "channel.open" ? 1 : 0);
    expect(peer.wait(29_990).session.ending).toBeUndefined();
    expect(peer.wait(10).session.ending).toBe("end");
  });

  it("CN12: or one heartbeat interval, in which we still send some", () => {
    const peer = new SessionPeer().bytes(PROTOCOL_HEADER).startOk().tuneOk({ heartbeat: 4 });
    peer.send("connection.open", { virtualHost: "/" }, 0).send("connection.close", {}, 0);
    expect(peer.lines().at(-1)).toBe("connection.close-ok");
    expect(peer.wait(2_000).lines()).toEqual(["heartbeat"]);
    expect(peer.wait(1_990).session.ending).toBeUndefined();
    expect(peer.wait(10).session.ending).toBe("end");
  });

  it("CN13: answers update-secret", () => {
    const peer = SessionPeer.loggedIn().send("connection.update-secret", {}, 0);
    expect(peer.lines()).toEqual(["connection.update-secret-ok"]);
  });

  it("CN14: says goodbye when the broker stops", () => {
    const peer = SessionPeer.loggedIn();
    peer.session.shutDown();
    expect(peer.lines()).toEqual([
      "connection.close 320 CONNECTION_FORCED - broker forced connection closure with reason 'shutdown'",
    ]);
    expect(peer.session.ending).toBe("end");
  });

  it("CN15: counts channels, not their numbers", () => {
    const peer = new SessionPeer().bytes(PROTOCOL_HEADER).startOk().tuneOk({ channelMax: 1 });
    peer.send("connection.open", { virtualHost: "/" }, 0).send("channel.open", {}, 7);
    expect(peer.lines().slice(2)).toEqual(["connection.open-ok", "7: channel.open-ok"]);
    expect(peer.send("channel.open", {}, 1).lines()).toEqual([
      "connection.close 530 NOT_ALLOWED - number of channels opened (1) has reached the negotiated channel_max (1)",
    ]);
  });

  it("CN16: an error of our own ends one connection with 541 and is reported", () => {
    const bench = new Bench();
    const [struck, other] = [SessionPeer.loggedIn({ bench }), SessionPeer.loggedIn({ bench })];
    const defect = new Error("broken invariant");
    bench.host.purgeQueue = () => {
      throw defect;
    };
    expect(struck.send("queue.purge", { queue: "k" }).lines()).toEqual([
      "connection.close 541 INTERNAL_ERROR - internal error [50.30]",
    ]);
    expect(bench.defects).toEqual([defect]);
    expect(other.send("queue.declare", { queue: "k" }).lines()).toEqual(["queue.declare-ok k 0 0"]);
  });
});

describe("frames on an open connection", () => {
  it.each([
    [
      "FR5: unknown type",
      "\x05\0\0\0\0\0\x03abc\xce",
      '501 FRAME_ERROR - type 5, all octets = <<"abc">>: unknown_frame',
    ],
    [
      "FR5: method without ids",
      "\x01\0\x01\0\0\0\x02\0\x32\xce",
      "501 FRAME_ERROR - type 1, all octets = <<0,50>>: unknown_frame",
    ],
    [
      "FR5: heartbeat with a payload",
      "\x08\0\0\0\0\0\x01x\xce",
      '501 FRAME_ERROR - type 8, all octets = <<"x">>: unknown_frame',
    ],
    [
      "FR6: heartbeat on a channel",
      "\x08\0\x01\0\0\0\0\xce",
      "505 UNEXPECTED_FRAME - type 8, all octets = <<>>",
    ],
    [
      "FR6: body on channel 0",
      "\x03\0\0\0\0\0\x03abc\xce",
      '505 UNEXPECTED_FRAME - type 3, all octets = <<"abc">>',
    ],
    [
      "FR7: fields cut short",
      "\x01\0\x01\0\0\0\x06\0\x32\0\x0a\0\0\xce",
      "501 FRAME_ERROR - cannot decode <<0,0>> [50.10]",
    ],
  ])("%s", (_, frame, refusal) => {
    const peer = SessionPeer.loggedIn().bytes(bytes(frame));
    expect(peer.lines()).toEqual([`connection.close ${refusal}`]);
  });

  it("FR9: for a method nobody knows, the socket is reset at once, without a word", () => {
    const peer = SessionPeer.loggedIn().bytes(bytes("\x01\0\x01\0\0\0\x04\0\x63\0\x01\xce"));
    expect(peer.lines()).toEqual([]);
    expect(peer.session.ending).toBe("reset");
  });

  it("FR4: after a broken frame nothing is read, and the socket is reset after 3 s", () => {
    const peer = SessionPeer.loggedIn().bytes(bytes("\x01\0\x01\0\0\0\x01x\0"));
    expect(peer.lines()).toEqual([
      'connection.close 501 FRAME_ERROR - type 1, all octets = <<"x">>: {invalid_frame_end_marker,0}',
    ]);
    peer.send("connection.close-ok", {}, 0);
    expect(peer.session.ending).toBeUndefined();
    expect(peer.wait(3_000).session.ending).toBe("reset");
  });
});
