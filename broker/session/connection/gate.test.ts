import { describe, expect, it } from "vitest";
import { fieldTable } from "#broker/testing/field-table.ts";
import { Bench, PROTOCOL_HEADER, SessionPeer } from "#broker/testing/session-peer.ts";
import { Gate, onlyGuest, type PasswordCheck } from "./gate.ts";

const AFAR = { address: "192.0.2.1", isLoopback: false };
const HERE = { address: "127.0.0.1", isLoopback: true };
const ann: PasswordCheck = ({ user, password }, then) => {
  then(user === "ann" && password === "secret");
};

function gateway(check: PasswordCheck) {
  const clock = { nowMs: 0 };
  const gate = new Gate(check, () => clock.nowMs);
  const logIn = (user: string, password: string, origin = AFAR) => {
    let answer: boolean | undefined;
    gate.logIn({ user, password }, origin, (isAllowed) => (answer = isAllowed));
    return answer;
  };
  return { clock, logIn };
}

describe("Gate", () => {
  it.each([
    ["guest", "guest", HERE, true],
    ["guest", "guest", AFAR, false],
    ["guest", "gues", HERE, false],
    ["guest", "", HERE, false],
    ["nobody", "", HERE, false],
    ["", "", HERE, false],
  ])("CN3, LI9: without users: %s with %j from %o: %s", (user, password, origin, allowed) => {
    expect(gateway(onlyGuest).logIn(user, password, origin)).toBe(allowed);
  });

  it("LI9: a user gets in from anywhere, guest never from afar", () => {
    expect(gateway(ann).logIn("ann", "secret")).toBe(true);
    const anyone: PasswordCheck = (_, then) => {
      then(true);
    };
    expect(gateway(anyone).logIn("guest", "secret")).toBe(false);
  });

  it("LI11: ten failures from one address, and nobody there gets in for a minute", () => {
    const { logIn, clock } = gateway(ann);
    for (let i = 0; i < 9; i++) expect(logIn("ann", "wrong")).toBe(false);
    expect(logIn("ann", "secret")).toBe(true);
    expect(logIn("ann", "wrong")).toBe(false);
    expect(logIn("ann", "secret")).toBe(false);
    expect(logIn("ann", "secret", { ...AFAR, address: "192.0.2.2" })).toBe(true);
    clock.nowMs += 60_000;
    expect(logIn("ann", "secret")).toBe(true);
  });

  it("LI11: one's own machine is never locked out", () => {
    const { logIn } = gateway(ann);
    for (let i = 0; i < 100; i++) logIn("ann", "wrong", HERE);
    expect(logIn("ann", "secret", HERE)).toBe(true);
  });

  it("LI11: forgets the oldest of very many addresses", () => {
    const { logIn } = gateway(ann);
    const from = (i: number) => ({ address: `address ${i}`, isLoopback: false });
    for (let i = 0; i < 10; i++) logIn("ann", "wrong", from(0));
    expect(logIn("ann", "secret", from(0))).toBe(false);
    for (let i = 1; i <= 10_000; i++) logIn("ann", "wrong", from(i));
    expect(logIn("ann", "secret", from(0))).toBe(true);
  });
});

describe("a login that takes its time", () => {
  function waiting() {
    const answers: ((matches: boolean) => void)[] = [];
    const bench = new Bench({ passwords: (_, then) => void answers.push(then) });
    const peer = new SessionPeer({ bench }).bytes(PROTOCOL_HEADER);
    peer.lines();
    return { peer, answer: (matches: boolean) => answers.shift()?.(matches) };
  }

  it("LI10: keeps what the client sends meanwhile, in order", () => {
    const { peer, answer } = waiting();
    peer.startOk().tuneOk().send("connection.open", { virtualHost: "/" }, 0).send("channel.open");
    expect(peer.session.isListening).toBe(false);
    expect(peer.lines()).toEqual([]);
    answer(true);
    expect(peer.lines()).toEqual(["connection.tune", "connection.open-ok", "channel.open-ok"]);
    expect(peer.session.isListening).toBe(true);
  });

  it("LI10: refuses", () => {
    const { peer, answer } = waiting();
    peer.startOk({ capabilities: fieldTable({ authentication_failure_close: true }) });
    answer(false);
    expect(peer.lines()[0]).toMatch(/^connection.close 403/);
    expect(peer.tuneOk().lines()).toEqual([]);
    expect(peer.wait(3_000).session.ending).toBe("reset");
  });

  it("CN5, LI10: is part of the ten seconds, and nothing comes of an answer after them", () => {
    const { peer, answer } = waiting();
    peer.startOk();
    expect(peer.wait(10_000).session.ending).toBe("reset");
    answer(true);
    expect(peer.lines()).toEqual([]);
  });
});
