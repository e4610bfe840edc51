import { describe, expect, it } from "vitest";
import { ADDRESS_RATES } from "#server/limits/rates.ts";
import { PROTOCOL_VERSION, type PackedJoined } from "#shared/protocol/events.ts";
import type { CommandProblem } from "#shared/protocol/command-problem.ts";
import type { Result } from "#shared/kernel/result.ts";
import type { LabId } from "#shared/protocol/lab-state.ts";
import { presets } from "#shared/scenario/presets.ts";
import { eventually } from "#tests/support/eventually.ts";
import { mostWithin } from "#tests/support/most-within.ts";
import { LabClient } from "#tests/support/lab/lab-client.ts";
import { startLabServer } from "#tests/support/lab/lab-server.ts";

const server = await startLabServer({ TRUST_PROXY: "127.0.0.1" });

/** A guest from an address of his own, or of his class. */
async function guest(address: string, cookie?: string): Promise<LabClient> {
  const client = new LabClient(server.url, cookie, { "x-forwarded-for": address });
  await client.connected();
  return client;
}

type Answer = Result<PackedJoined, CommandProblem>;

function tryCode({ socket }: LabClient, labId: string): Promise<Answer> {
  const nothing = { runId: null, afterSeq: 0, planVersion: null } as const;
  const request = { protocol: PROTOCOL_VERSION, labId: labId as LabId, ...nothing };
  return socket.timeout(30_000).emitWithAck("lab:join", request);
}

/** More than a session answers. */
const PACKETS = { burst: 180, perSecond: 40 };

const codeOf = (answer: Answer) => (answer.ok ? "ok" : answer.error.code);
const WRONG = Array.from({ length: 50 }, (_, i) => `WRNG${String(i).padStart(2, "0")}`);

describe("guesses at labs' codes", () => {
  it("are few, say nothing when they are too many, and keep no class out", async () => {
    const { labId } = await server.openLab();
    const guessers = await Promise.all(Array.from({ length: 20 }, () => guest("10.0.1.1")));
    const most = mostWithin(ADDRESS_RATES.wrongCodes);
    const wrong = guessers.flatMap((one) => WRONG.map((code) => tryCode(one, code).then(codeOf)));
    const right = tryCode(guessers.at(-1)!, labId).then(codeOf);
    const answers = await Promise.all(wrong);
    const evaluated = answers.filter((code) => code === "no-such-lab").length;
    expect(answers).toHaveLength(1000);
    expect(evaluated).toBeGreaterThanOrEqual(100);
    // And one of each socket, which till then had named none.
    expect(evaluated).toBeLessThanOrEqual(most() + guessers.length);
    // The right one is answered as the wrong ones are.
    expect(await right).toBe("too-fast");
    const pupils = await Promise.all(Array.from({ length: 30 }, () => guest("10.0.1.1")));
    const joined = await Promise.all(pupils.map((one) => tryCode(one, labId).then(codeOf)));
    expect(new Set(joined)).toEqual(new Set(["ok"]));
    for (const one of [...guessers, ...pupils]) one.leave();
  });
});

describe("a class behind one address", () => {
  it("joins: 500, in 10 s of a processor, theirs and the server's", async () => {
    const lab = await server.openLab();
    const host = await server.join(lab.labId, lab);
    const before = process.cpuUsage();
    const pupils = await Promise.all(Array.from({ length: 500 }, () => guest("10.0.1.2")));
    const joined = await Promise.all(pupils.map((one) => tryCode(one, lab.labId).then(codeOf)));
    const { user, system } = process.cpuUsage(before);
    expect(user + system).toBeLessThan(10_000_000);
    expect(new Set(joined)).toEqual(new Set(["ok"]));
    await eventually(() => {
      expect(host.lab?.people).toBe(501);
    });
    for (const one of pupils) one.leave();
    await eventually(() => {
      expect(host.lab?.people).toBe(1);
    });
  });
});

describe("a viewer who asks for the log 60 times at once", () => {
  it("has one on its way, and a few that wait; the rest is refused", async () => {
    const lab = await server.openLab();
    const host = await server.join(lab.labId, lab);
    await host.must({ type: "set-scenario", scenario: presets.equal }, { type: "run" });
    const viewer = await guest("10.0.1.3");
    await viewer.join(lab.labId);
    const { runId } = host.lab!;
    const answers = await Promise.all(
      Array.from({ length: 55 }, () =>
        viewer.socket.emitWithAck("log:since", { runId: runId!, afterSeq: 0 }),
      ),
    );
    const served = answers.filter(({ ok }) => ok).length;
    expect(served).toBeGreaterThan(0);
    expect(served).toBeLessThan(15);
    await host.must({ type: "stop" });
    viewer.leave();
  });
});

describe("who goes on when it is too much", () => {
  const gone = ({ socket }: LabClient) =>
    new Promise<string>((resolve) => socket.once("disconnect", resolve));

  it("by asking faster and faster is not even read, and nobody waits for it", async () => {
    const greedy = await guest("10.0.1.4");
    const answered: string[] = [];
    const most = mostWithin(PACKETS);
    // Fewer bytes than end a connection, which would take answers with it.
    for (let i = 0; i < 400; i++) {
      void tryCode(greedy, "WRNG00").then(
        (answer) => answered.push(codeOf(answer)),
        () => undefined,
      );
    }
    const other = await guest("10.0.1.8");
    expect(codeOf(await tryCode(other, "WRNG00"))).toBe("no-such-lab");
    await eventually(() => {
      expect(answered.length).toBeGreaterThan(150);
    });
    expect(answered.length).toBeLessThanOrEqual(most());
    for (const one of [greedy, other]) one.leave();
  });

  it("by commands that are not his is sent away, and nobody else", async () => {
    const lab = await server.openLab();
    const addresses = ["10.0.1.5", "10.0.1.5", "10.0.1.5", "10.0.1.6"];
    const [first, second, third, elsewhere] = await Promise.all(addresses.map((one) => guest(one)));
    for (const one of [first!, second!, third!, elsewhere!]) await one.join(lab.labId);
    const stop = (one: LabClient) => one.send({ type: "stop" });
    const refused = { ok: false, error: { code: "not-allowed" } };
    for (let i = 0; i < 50; i++) expect(await stop(first!)).toEqual(refused);
    const left = Promise.all([second!, third!].map(gone));
    for (const one of [second!, third!]) {
      for (let i = 0; i < 59; i++) void stop(one).catch(() => undefined);
    }
    expect(await left).toEqual(["io server disconnect", "io server disconnect"]);
    expect(await stop(elsewhere!)).toEqual(refused);
    expect(first!.socket.connected).toBe(true);
    for (const one of [first!, elsewhere!]) one.leave();
  });

  it("by a command larger than any that viewers send is cut off before it is read", async () => {
    const lab = await server.openLab();
    const viewer = await guest("10.0.1.7");
    await viewer.join(lab.labId);
    const left = gone(viewer);
    const text = "x".repeat(2_000_000);
    void viewer.send({ type: "note", text }).catch(() => undefined);
    expect(await left).toMatch(/transport/);
    const host = await guest("10.0.1.7", lab.cookie);
    await host.join(lab.labId);
    expect(await host.send({ type: "note", text })).toMatchObject({
      ok: false,
      error: { code: "invalid" },
    });
    expect(server.defects).toEqual([]);
    host.leave();
  });
});
