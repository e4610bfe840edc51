import { describe, expect, it } from "vitest";
import { PROTOCOL_VERSION } from "#shared/protocol/events.ts";
import type { LabId } from "#shared/protocol/lab-state.ts";
import { RIGHTS, type Role } from "#shared/protocol/rights.ts";
import { presets } from "#shared/scenario/presets.ts";
import type { WorkerId } from "#shared/scenario/scenario.ts";
import { eventually } from "#tests/support/eventually.ts";
import { startLabServer } from "#tests/support/lab/lab-server.ts";

const server = await startLabServer();

async function twoTabs() {
  const lab = await server.openLab();
  return { lab, one: await server.join(lab.labId, lab), other: await server.join(lab.labId, lab) };
}

describe("two tabs of one host", () => {
  it("both edit the plan they had, and neither edit is lost", async () => {
    const { one, other } = await twoTabs();
    const [pushed, set] = await Promise.all([
      one.send({ type: "push-task", text: "one." }),
      other.send({ type: "set-strategy", arm: "A", strategy: { prefetch: 7 } }),
    ]);
    expect([pushed.ok, set.ok]).toEqual([true, true]);
    await eventually(() => {
      expect(one.plan).toEqual(other.plan);
      expect(one.plan?.version).toBe(2);
    });
    expect(one.plan?.scenario.workload.at(-1)?.text).toBe("one.");
    expect(one.plan?.scenario.arms[0]?.strategy.prefetch).toBe(7);
  });

  it("can't replace a plan they have not seen", async () => {
    const { one, other } = await twoTabs();
    await other.must({ type: "push-task", text: "other." });
    const scenario = presets.tutorial;
    expect(await one.send({ type: "set-scenario", scenario, base: 0 })).toEqual({
      ok: false,
      error: { code: "stale-plan" },
    });
    await one.must({ type: "set-scenario", scenario, base: 1 });
    expect(one.plan).toMatchObject({ version: 2, scenario });
  });
});

describe("a task pushed in the moment after Run", () => {
  it("is published, though the run is only starting", async () => {
    const { one } = await twoTabs();
    await one.must({ type: "set-speed", speed: 20 });
    const run = one.send({ type: "run" });
    const pushed = await Promise.all([
      one.send({ type: "push-task", text: "at once." }),
      one.send({ type: "push-task", text: "and again." }),
    ]);
    expect([await run, ...pushed].map(({ ok }) => ok)).toEqual([true, true, true]);
    const state = await one.closed();
    expect(state.arms.map(({ counts }) => counts.done)).toEqual([14, 14]);
  });
});

describe("who comes and goes", () => {
  it("is told in a few bytes: no plan is sent to those who are there", async () => {
    const { lab, one } = await twoTabs();
    const workload = Array.from({ length: 2000 }, () => ({ text: "task...", publishAtMs: 0 }));
    await one.must({ type: "set-scenario", scenario: { ...presets.equal, workload } });
    let received = 0;
    one.socket.io.engine.on("packet", ({ data }: { data?: string }) => {
      received += data?.length ?? 0;
    });
    const third = await server.join(lab.labId);
    await eventually(() => {
      expect(one.lab?.people).toBe(3);
    });
    third.leave();
    await eventually(() => {
      expect(one.lab?.people).toBe(2);
    });
    expect(received).toBeLessThan(200);
    expect(third.plan?.scenario.workload).toHaveLength(2000);
  });

  it("comes back to what was edited meanwhile, and not to the plan it has", async () => {
    const { lab, one, other } = await twoTabs();
    await other.must({ type: "push-task", text: "one." }, { type: "push-task", text: "two." });
    const joined = await one.socket.emitWithAck("lab:join", {
      protocol: PROTOCOL_VERSION,
      labId: lab.labId as LabId,
      runId: null,
      afterSeq: 0,
      planVersion: 1,
    });
    const edits = [{ version: 2, command: { type: "push-task", text: "two." }, id: null }];
    expect(joined).toMatchObject({ ok: true, value: { plan: null, edits } });
  });
});

describe("a page of before", () => {
  it("is told to load again, whatever it asks", async () => {
    const { lab, one } = await twoTabs();
    const request = { labId: lab.labId as LabId, runId: null, afterSeq: 0 as const };
    const refused = { ok: false, error: { code: "old-page" } };
    // @ts-expect-error A page from before there were versions.
    expect(await one.socket.emitWithAck("lab:join", request)).toEqual(refused);
    const older = { ...request, protocol: PROTOCOL_VERSION - 1, planVersion: null };
    expect(await one.socket.emitWithAck("lab:join", older)).toEqual(refused);
  });
});

describe("workers", () => {
  it("may have any name", async () => {
    const { one } = await twoTabs();
    const ann = "Ann-2" as WorkerId;
    await one.must(
      { type: "set-speed", speed: 20 },
      { type: "add-worker", arm: "A", worker: ann },
      { type: "run" },
      { type: "add-worker", arm: "A", worker: ann },
    );
    const state = await one.closed();
    expect(state.arms[0]!.workers.map(({ worker }) => worker)).toEqual(["w1", "w2", ann, "w3"]);
    expect(state).toMatchObject({ outcome: "finished", mismatches: [] });
  });
});

describe("rights", () => {
  it("leave the broker to the lab's host, and to the operator, by the address that was printed", async () => {
    const { lab, one } = await twoTabs();
    expect(one.roles).toEqual(["host", "viewer"]);
    const viewer = await server.join(lab.labId);
    expect(await viewer.send({ type: "use-embedded-broker" })).toEqual({
      ok: false,
      error: { code: "not-allowed" },
    });
    const answer = await fetch(`${server.url}/operator/${server.operatorToken}`, {
      redirect: "manual",
    });
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/"]);
    const cookie = answer.headers.getSetCookie()[0]!.split(";")[0]!;
    const operator = await server.join(lab.labId, { labId: lab.labId, cookie });
    expect(operator.roles).toEqual(["operator", "viewer"]);
    await operator.must({ type: "use-embedded-broker" });
    expect(await operator.send({ type: "pause" })).toMatchObject({
      error: { code: "not-allowed" },
    });
    expect((await fetch(`${server.url}/operator/wrong`, { redirect: "manual" })).status).toBe(403);
  });

  it("of a fourth role are a column of the table, and nothing else", async () => {
    const helper = "helper" as Role;
    const rights = {
      ...RIGHTS,
      watch: [...RIGHTS.watch, helper],
      pause: ["host", helper] as const,
    };
    const own = await startLabServer({}, {}, rights);
    const lab = await own.openLab();
    const host = await own.join(lab.labId, lab);
    const { cookie } = await own.openLab();
    own.store.grant(lab.labId as LabId, cookie.split("=")[1]!, helper);
    const client = await own.join(lab.labId, { labId: lab.labId, cookie });
    expect(client.roles).toEqual([helper, "viewer"]);
    await host.must({ type: "run" });
    await client.must({ type: "pause" });
    expect(await client.send({ type: "stop" })).toMatchObject({ error: { code: "not-allowed" } });
    await host.must({ type: "stop" });
    await own.close();
  });
});
