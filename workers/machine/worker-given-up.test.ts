import { describe, expect, it } from "vitest";
import { aDelivery, ToldWorker } from "#tests/support/lab/told-worker.ts";
import { isStuck, nextToGiveBack } from "./worker-state.ts";

const HANG = { type: "hang", heartbeats: true } as const;
const FALL_SILENT = { type: "hang", heartbeats: false } as const;
const RESUME = { type: "resume" } as const;
const PAUSE = { type: "pause" } as const;
const SILENTLY_LOST = { type: "connection-lost", replyCode: null } as const;
const FORGET = { type: "set-acking", acking: false } as const;

describe("a worker that loses the broker", () => {
  it("comes back with its habits when there is one again, without what it had", () => {
    const worker = ToldWorker.attached();
    worker.isDelivered(1, 2);
    worker.hears(FORGET, PAUSE);
    expect(worker.hears({ type: "broker-lost" })).toBe("left broker-lost → cancel 1, cut");
    expect(worker.state).toMatchObject({ returns: "when-there-is-a-broker", abandoned: [] });
    expect(worker.hears({ type: "come" }, { type: "attach" })).toBe(
      "→ connect; joined, forgets acks, paused → consume 1 manual",
    );
  });

  it("comes back however often the broker goes before it is there", () => {
    const worker = ToldWorker.attached();
    worker.hears({ type: "connection-lost", replyCode: 320 }, { type: "come" });
    expect(worker.hears({ type: "broker-lost" })).toBe("→ cut");
    expect(worker.state).toMatchObject({ returns: "when-there-is-a-broker" });
  });

  it("notices nothing of it while it hangs, and comes only when it goes on", () => {
    const worker = ToldWorker.attached();
    expect(worker.hears(HANG, { type: "broker-lost" })).toBe("hung; left broker-lost → cut");
    expect(worker.state).toMatchObject({ returns: "when-resumed" });
    expect(worker.hears(RESUME)).toBe("→ connect");
  });
});

describe("a worker that hangs", () => {
  it("without heartbeats, is taken for dead, goes on with its task, and is refused its ack", () => {
    const worker = ToldWorker.attached();
    worker.isDelivered(1, 2);
    expect(worker.hears(FALL_SILENT)).toBe("hung silently → heartbeats off, suspend 1");
    expect(worker.hears(SILENTLY_LOST)).toBe("left missed-heartbeats → cut");
    expect(worker.hears(RESUME)).toBe("→ connect");
    expect(worker.hears({ type: "attach" })).toBe("joined, late-work-started 1 → resume 1");
    expect(worker.ends(1)).toBe("finished 1 → ack-late 1, consume 1 manual");
    const refusal = { replyCode: 406, replyText: "PRECONDITION_FAILED" };
    expect(worker.hears({ type: "ack-refused", delivery: aDelivery(1), ...refusal })).toBe(
      "ack-refused 1 406",
    );
  });

  it("does nothing it is told but change the way it hangs, until it goes on", () => {
    const worker = ToldWorker.attached();
    worker.isDelivered(1);
    expect(worker.hears(PAUSE, HANG, HANG, PAUSE)).toBe("paused → suspend 1; hung; ; ");
    expect(worker.hears(FALL_SILENT)).toBe("hung silently → heartbeats off");
    expect(isStuck(worker.state)).toBe(true);
    expect(worker.hears(HANG)).toBe("hung → heartbeats on");
    expect(worker.hears(RESUME)).toBe("resumed → resume 1");
  });

  it("is told goodbye by the broker: then it is the broker that went", () => {
    const worker = ToldWorker.attached();
    expect(worker.hears(FALL_SILENT, { type: "connection-lost", replyCode: 320 })).toContain(
      "left broker-lost",
    );
  });

  it("has nothing to go on with that was acknowledged already: that is lost", () => {
    const worker = ToldWorker.attached();
    worker.isDeliveredBy("auto", 1);
    worker.hears(FALL_SILENT);
    expect(worker.hears(SILENTLY_LOST)).toBe("lost 1, left missed-heartbeats → cancel 1, cut");
    expect(worker.hears(RESUME, { type: "attach" })).toBe("→ connect; joined → consume 1 manual");
  });

  it("paused before it is back, ends its late work when it goes on", () => {
    const worker = ToldWorker.attached();
    worker.isDelivered(1);
    worker.hears(FALL_SILENT, SILENTLY_LOST, RESUME, PAUSE);
    expect(worker.hears({ type: "attach" })).toBe("joined, paused");
    expect(nextToGiveBack(worker.state)).toBeNull();
    expect(worker.hears(RESUME)).toBe("resumed, late-work-started 1 → resume 1");
  });

  it("keeps its late work to itself when it gets new settings meanwhile", () => {
    const worker = ToldWorker.attached();
    worker.isDelivered(1);
    worker.hears(FALL_SILENT, SILENTLY_LOST, RESUME, PAUSE, { type: "attach" });
    const anew = { type: "consume", settings: { prefetch: 2, ack: "manual" } } as const;
    expect(worker.hears({ type: "suspend" }, anew)).toBe("→ cancel; ");
    worker.hears(RESUME);
    expect(worker.ends(1)).toBe("finished 1 → ack-late 1, consume 2 manual");
  });

  it("loses its late work, too, when the broker goes while it is at it", () => {
    const worker = ToldWorker.attached();
    worker.isDelivered(1);
    worker.hears(FALL_SILENT, SILENTLY_LOST, RESUME, { type: "attach" });
    expect(worker.hears({ type: "broker-lost" })).toBe("left broker-lost → cancel 1, cut");
  });

  it("that forgets acks says nothing of late work either", () => {
    const worker = ToldWorker.attached();
    worker.isDelivered(1);
    worker.hears(FALL_SILENT, SILENTLY_LOST, RESUME, FORGET, { type: "attach" });
    expect(worker.ends(1)).toBe("finished 1 → consume 1 manual");
  });
});
