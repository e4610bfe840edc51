import { describe, expect, it } from "vitest";
import { project } from "#shared/kernel/projection.ts";
import { LOG_CHUNK } from "#shared/protocol/events.ts";
import { decodeCheckpoint } from "#shared/run/checkpoint/checkpoint.ts";
import { runStateProjection } from "#shared/run/run-state-projection.ts";
import { unpackLog } from "#shared/protocol/packed.ts";
import type { Speed } from "#shared/protocol/lab-state.ts";
import type { LabCommand } from "#shared/protocol/lab-command.ts";
import type { RunId, Seq } from "#shared/run-log/run-event.ts";
import { presets } from "#shared/scenario/presets.ts";
import { WORKLOAD_LIMITS } from "#shared/scenario/workload.ts";
import { eventually } from "#tests/support/eventually.ts";
import { startLabServer } from "#tests/support/lab/lab-server.ts";
import { mostWithin } from "#tests/support/most-within.ts";

const server = await startLabServer();

async function racing(speed: Speed = 20) {
  const lab = await server.openLab();
  const host = await server.join(lab.labId, lab);
  await host.must({ type: "set-speed", speed }, { type: "run" });
  return { lab, host };
}

describe("somebody else in the lab", () => {
  it("sees the same race, and may not steer", async () => {
    const { lab, host } = await racing();
    const viewer = await server.join(lab.labId);
    expect([host.role, viewer.role]).toEqual(["host", "viewer"]);
    await eventually(() => {
      expect(host.lab?.people).toBe(2);
    });
    const commands: LabCommand[] = [
      { type: "pause" },
      { type: "stop" },
      { type: "push-task", text: "mine." },
      { type: "set-scenario", scenario: presets.equal },
    ];
    for (const command of commands) {
      expect(await viewer.send(command)).toEqual({ ok: false, error: { code: "not-allowed" } });
    }
    await Promise.all([host.closed(), viewer.closed()]);
    expect(viewer.log).toEqual(host.log);
    viewer.leave();
    await eventually(() => {
      expect(host.lab?.people).toBe(1);
    });
  });

  it("who joins late has the whole log at once, and the rest as it comes", async () => {
    const { lab, host } = await racing();
    await eventually(() => {
      expect(host.types()).toContain("finished");
    });
    const late = await server.join(lab.labId);
    expect(late.log.length).toBeGreaterThan(20);
    await Promise.all([host.closed(), late.closed()]);
    expect(late.log).toEqual(host.log);
  });

  it("who comes back gets what was missed, and a gap is repaired by asking", async () => {
    const { lab, host } = await racing();
    await host.closed();
    const { runId, log } = { runId: host.lab!.runId!, log: host.log };
    const back = await server.join(lab.labId);
    const rest = await back.join(lab.labId, runId, 10 as Seq);
    expect(rest.log).toEqual(log.slice(10));
    const whole = await back.join(lab.labId, "another" as RunId, 10 as Seq);
    expect(whole.log).toEqual(log);
    const since = await back.socket.emitWithAck("log:since", { runId, afterSeq: 40 as Seq });
    if (!since.ok) throw new Error(since.error.code);
    expect(unpackLog(since.value, 40 as Seq)).toEqual(log.slice(40));
    const gone = await back.socket.emitWithAck("log:since", {
      runId: "another" as RunId,
      afterSeq: 0,
    });
    expect(gone).toEqual({ ok: false, error: { code: "no-run" } });
  });
});

describe("who joins a long run late", () => {
  const TASKS = 700;

  it("is given a checkpoint and what came since, and the rest chunk by chunk", async () => {
    const lab = await server.openLab();
    const host = await server.join(lab.labId, lab);
    const workload = Array.from({ length: TASKS }, (_, i) => ({
      text: `job ${i}`,
      publishAtMs: i,
    }));
    await host.must(
      { type: "set-scenario", scenario: { ...presets.equal, workload } },
      { type: "set-speed", speed: 20 },
      { type: "run" },
    );
    const early = await server.connect();
    await eventually(
      () => {
        expect(host.log.length).toBeGreaterThan(LOG_CHUNK);
      },
      { withinMs: 40_000 },
    );
    const joined = await early.join(lab.labId);
    const [whole] = await Promise.all([host.closed(), early.closed()]);
    expect(host.log.length).toBeGreaterThan(2 * LOG_CHUNK);

    const { checkpoint, log, plan } = joined;
    // The run's tasks are the plan's: they came once.
    expect(checkpoint!.scenario!.workload).toBe(plan!.scenario.workload);
    expect(log.length).toBeLessThanOrEqual(LOG_CHUNK);
    expect(log.at(0)?.seq ?? checkpoint!.seq + 1).toBe(checkpoint!.seq + 1);
    const rest = host.log.slice(checkpoint!.seq);
    expect(project(runStateProjection, rest, decodeCheckpoint(checkpoint!))).toEqual(whole);
    expect(early.log).toEqual(host.log);

    // Now the plan has one that was not run.
    await host.must({ type: "push-task", text: "one more." });
    const late = await server.connect();
    const atEnd = await late.join(lab.labId);
    expect(late.log).toEqual(host.log);
    expect(decodeCheckpoint(atEnd.checkpoint!).scenario!.workload).toHaveLength(TASKS);
    // 2 MB for 20,000 tasks in two arms, and a few kB for what does not grow.
    const bytes = JSON.stringify(atEnd.checkpoint).length;
    expect(bytes).toBeLessThan(3000 + (TASKS * 2_000_000) / 20_000);
  });
});

describe("two labs", () => {
  it("know nothing of each other, and neither host steers the other's", async () => {
    // This one is on until it is stopped.
    const one = await racing(1);
    const other = await racing();
    const intruder = await server.join(other.lab.labId, one.lab);
    expect(intruder.role).toBe("viewer");
    expect(await intruder.send({ type: "stop" })).toEqual({
      ok: false,
      error: { code: "not-allowed" },
    });
    await one.host.must({ type: "stop" });
    expect((await other.host.closed()).outcome).toBe("finished");
    expect(one.host.state.outcome).toBe("stopped");
    const queues = [one, other].map(({ host }) => host.state.arms[0]!.queue!.name);
    expect(queues[0]).toContain(one.lab.labId);
    expect(queues[1]).toContain(other.lab.labId);
  });

  it("may belong to one browser, which then hosts both", async () => {
    const first = await server.openLab();
    const second = await server.openLab(first);
    expect(second.cookie).toBe(first.cookie);
    expect((await server.join(second.labId, first)).role).toBe("host");
    expect((await server.join(first.labId, first)).role).toBe("host");
  });
});

describe("what is no proper request", () => {
  it("is refused with the field and the limit", async () => {
    const { host } = await racing();
    const [first, ...others] = presets.equal.arms;
    const workers = first!.workers.map((one, i) => (i === 1 ? { ...one, speed: 99 } : one));
    const scenario = { ...presets.equal, arms: [{ ...first!, workers }, ...others] };
    expect(await host.send({ type: "set-scenario", scenario })).toEqual({
      ok: false,
      error: { code: "invalid", path: "scenario.arms.0.workers.1.speed", detail: "at-most:10" },
    });
    // @ts-expect-error What a hand-written client could send.
    expect(await host.send({ type: "explode" })).toMatchObject({ error: { code: "invalid" } });
    // @ts-expect-error What a hand-written client could send.
    expect(await host.send(null)).toMatchObject({ error: { code: "invalid" } });
    await host.must({ type: "stop" });
    expect(server.defects).toEqual([]);
  });

  it("is refused before joining, and for a lab that is not there", async () => {
    const { lab } = await racing();
    const stranger = await server.join(lab.labId);
    await expect(stranger.join("ZZZZZZ")).rejects.toThrow("no-such-lab");
    stranger.leave();
    const nobody = await server.connect();
    expect(await nobody.send({ type: "run" })).toEqual({
      ok: false,
      error: { code: "not-joined" },
    });
  });

  it("is refused when there is too much of it", async () => {
    const { host } = await racing();
    const most = mostWithin({ burst: 60, perSecond: 30 });
    const answers = await Promise.all(
      Array.from({ length: 150 }, () => host.send({ type: "note", text: "again" })),
    );
    const refused = answers.filter((answer) => !answer.ok && answer.error.code === "too-fast");
    const taken = answers.length - refused.length;
    expect(answers.filter(({ ok }) => ok)).toHaveLength(taken);
    expect(taken).toBeGreaterThan(40);
    expect(taken).toBeLessThanOrEqual(most());
  });

  it("is not refused for being as large as a scenario may be", async () => {
    const lab = await server.openLab();
    const host = await server.join(lab.labId, lab);
    const { tasks, textLength } = WORKLOAD_LIMITS;
    const text = `${"任".repeat(textLength - 1)}.`;
    const workload = Array.from({ length: tasks }, () => ({ text, publishAtMs: 0 }));
    await host.must({ type: "set-scenario", scenario: { ...presets.equal, workload } });
    await eventually(() => {
      expect(host.lab?.scenario.workload.length).toBe(tasks);
    });
  });

  it("ends the connection when it is larger than any scenario", async () => {
    const { host } = await racing();
    const gone = new Promise((resolve) => host.socket.once("disconnect", resolve));
    const command = { type: "note", text: "x".repeat(15_000_000) } as const;
    host.socket.emit("lab:command", { id: null, command }, () => undefined);
    expect(await gone).toBe("transport close");
  });
});
