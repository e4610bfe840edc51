import { describe, expect, it } from "vitest";
import { ToldWorker } from "#tests/support/lab/told-worker.ts";
import { nextToGiveBack, refusalOf } from "./worker-state.ts";

const HANG = { type: "hang", heartbeats: true } as const;
const FALL_SILENT = { type: "hang", heartbeats: false } as const;
const RESUME = { type: "resume" } as const;
const PAUSE = { type: "pause" } as const;
const STOP = { type: "stop" } as const;
const CANCELLED = { type: "cancelled" } as const;
const FORGET = { type: "set-acking", acking: false } as const;
const REMEMBER = { type: "set-acking", acking: true } as const;

describe("a worker at work", () => {
  it("connects, says that it is there, and consumes", () => {
    const worker = new ToldWorker(1, { prefetch: "unlimited", ack: "auto" });
    expect(worker.hears({ type: "come" })).toBe("→ connect");
    expect(worker.hears({ type: "attach" })).toBe("joined → consume unlimited auto");
  });

  it("works on one task at a time, in order of arrival", () => {
    const worker = ToldWorker.attached();
    expect(worker.isDelivered(1, 2)).toBe("received 1, started 1 → start 1; received 2");
    expect(worker.ends(1)).toBe("finished 1, acked 1, started 2 → ack 1, start 2");
    expect(worker.ends(2)).toBe("finished 2, acked 2 → ack 2");
  });

  it("works on as many at a time as it has hands", () => {
    const worker = ToldWorker.attached(2);
    expect(worker.isDelivered(1, 2, 3)).toBe(
      "received 1, started 1 → start 1; received 2, started 2 → start 2; received 3",
    );
    expect(worker.ends(2)).toBe("finished 2, acked 2, started 3 → ack 2, start 3");
    expect(worker.ends(1)).toBe("finished 1, acked 1 → ack 1");
  });

  it("ends nothing that it has not in hand", () => {
    const worker = ToldWorker.attached();
    worker.isDelivered(1, 2);
    expect(worker.ends(2)).toBe("");
    worker.ends(1);
    expect(worker.ends(1)).toBe("");
  });

  it("tells the broker nothing of what was acknowledged when it was sent", () => {
    const worker = ToldWorker.attached();
    worker.isDeliveredBy("auto", 1);
    expect(worker.ends(1)).toBe("finished 1");
  });

  it("goes on at another speed with what it has in hand", () => {
    const worker = ToldWorker.attached();
    worker.isDelivered(1, 2);
    expect(worker.hears({ type: "set-speed", speed: 3 })).toBe("speed 3 → set-speed 1 at 3");
    expect(worker.ends(1)).toBe("finished 1, acked 1, started 2 → ack 1, start 2 at 3");
  });
});

describe("a worker that is paused", () => {
  it("takes what comes, and goes on where it was, at the speed it was told meanwhile", () => {
    const worker = ToldWorker.attached();
    worker.isDelivered(1);
    expect(worker.hears(PAUSE)).toBe("paused → suspend 1");
    expect(worker.hears(PAUSE)).toBe("");
    expect(worker.isDelivered(2)).toBe("received 2");
    expect(worker.hears({ type: "set-speed", speed: 2 })).toBe("speed 2");
    expect(worker.hears(RESUME)).toBe("resumed → resume 1 at 2");
    expect(worker.hears(RESUME)).toBe("");
  });

  it("begins what came meanwhile when it goes on", () => {
    const worker = ToldWorker.attached();
    worker.hears(PAUSE);
    expect(worker.isDelivered(1)).toBe("received 1");
    expect(worker.hears(RESUME)).toBe("resumed, started 1 → start 1");
  });

  it("says so when it joins, as it does that it forgets acks", () => {
    const worker = new ToldWorker();
    expect(worker.hears({ type: "come" }, PAUSE, FORGET)).toBe("→ connect; ; ");
    expect(worker.hears({ type: "attach" })).toBe(
      "joined, forgets acks, paused → consume 1 manual",
    );
  });

  it("told to stop, goes on so that it can end its task and go", () => {
    const worker = ToldWorker.attached();
    worker.isDelivered(1, 2);
    worker.hears(PAUSE);
    expect(worker.hears(STOP)).toBe("resumed → resume 1, cancel");
  });
});

describe("a worker that gives back", () => {
  it("gives back what it has in hand, then turns to the next", () => {
    const worker = ToldWorker.attached();
    worker.isDelivered(1, 2);
    expect(worker.hears({ type: "nack", requeue: true })).toBe(
      "nacked 1, started 2 → cancel 1, nack 1, start 2",
    );
    expect(worker.hears({ type: "reject", requeue: false })).toBe(
      "rejected 2 for good → cancel 2, reject 2",
    );
    expect(worker.hears({ type: "nack", requeue: true })).toBe("");
  });

  it("halted, turns to nothing, and gives back what it holds", () => {
    const worker = ToldWorker.attached();
    worker.isDelivered(1, 2, 3);
    worker.hears(PAUSE);
    expect(worker.hears({ type: "nack", requeue: true })).toBe("nacked 1 → cancel 1, nack 1");
    expect(worker.hears({ type: "nack", requeue: true })).toBe("nacked 2 → nack 2");
    expect(worker.hears(RESUME)).toBe("resumed, started 3 → start 3");
  });

  it("has nothing to give back that is acknowledged already", () => {
    const worker = ToldWorker.attached();
    worker.isDeliveredBy("auto", 1);
    expect(nextToGiveBack(worker.state)).toBeNull();
    expect(worker.hears({ type: "reject", requeue: true })).toBe("");
  });
});

describe("a worker that forgets acks", () => {
  it("says nothing of what it has done, and gives it back before it consumes anew", () => {
    const worker = ToldWorker.attached();
    worker.isDelivered(1, 2);
    expect(worker.hears(FORGET)).toBe("forgets acks");
    expect(worker.ends(1)).toBe("finished 1, started 2 → start 2");
    expect(worker.hears(REMEMBER)).toBe("acks");
    expect(worker.hears(REMEMBER)).toBe("");
    expect(worker.ends(2)).toBe("finished 2, acked 2 → ack 2");
    const anew = { type: "consume", settings: { prefetch: 3, ack: "manual" } } as const;
    expect(worker.hears({ type: "suspend" }, CANCELLED, anew)).toBe(
      "→ cancel; ; nacked 1 → nack 1, consume 3 manual",
    );
  });
});

describe("a worker that gets new settings", () => {
  const anew = { type: "consume", settings: { prefetch: "unlimited", ack: "auto" } } as const;

  it("gives back what it holds, and consumes once its hands are empty", () => {
    const worker = ToldWorker.attached();
    worker.isDelivered(1, 2, 3);
    expect(worker.hears({ type: "suspend" })).toBe("→ cancel");
    expect(worker.isDelivered(4)).toBe("received 4");
    expect(worker.hears(anew)).toBe("nacked 2, nacked 3, nacked 4 → nack 2, nack 3, nack 4");
    expect(worker.ends(1)).toBe("finished 1, acked 1 → ack 1, consume unlimited auto");
  });

  it("works off what it holds that was acknowledged when it was sent", () => {
    const worker = ToldWorker.attached();
    worker.isDeliveredBy("auto", 1, 2);
    expect(worker.hears({ type: "suspend" }, anew)).toBe("→ cancel; ");
    expect(worker.ends(1)).toBe("finished 1, started 2 → start 2");
    expect(worker.ends(2)).toBe("finished 2 → consume unlimited auto");
  });

  it("waits again when it is suspended before its hands are empty", () => {
    const worker = ToldWorker.attached();
    worker.isDelivered(1);
    worker.hears({ type: "suspend" }, anew, { type: "suspend" });
    expect(worker.ends(1)).toBe("finished 1, acked 1 → ack 1");
    expect(worker.hears(anew)).toBe("→ consume unlimited auto");
  });

  it("keeps to them when it comes later", () => {
    const worker = new ToldWorker();
    expect(worker.hears(anew, { type: "come" }, anew, { type: "attach" })).toBe(
      "; → connect; ; joined → consume unlimited auto",
    );
  });
});

describe("a worker told to stop", () => {
  it("stops taking, gives back what it holds, ends its task, and goes", () => {
    const worker = ToldWorker.attached();
    worker.isDelivered(1, 2);
    expect(worker.hears(STOP)).toBe("→ cancel");
    expect(worker.isDelivered(3)).toBe("received 3");
    expect(worker.hears(CANCELLED)).toBe("nacked 2, nacked 3 → nack 2, nack 3");
    expect(worker.hears(STOP)).toBe("");
    expect(worker.ends(1)).toBe("finished 1, acked 1, left stopped → ack 1, close");
  });

  it("goes at once when it has nothing", () => {
    expect(ToldWorker.attached().hears(STOP, CANCELLED)).toBe("→ cancel; left stopped → close");
  });

  it("loses what it holds that was acknowledged when it was sent", () => {
    const worker = ToldWorker.attached();
    worker.isDeliveredBy("auto", 1, 2);
    expect(worker.hears(STOP, CANCELLED)).toBe("→ cancel; lost 2");
    expect(worker.ends(1)).toBe("finished 1, left stopped → close");
  });

  it("while it hangs, goes when it goes on, though the broker has answered meanwhile", () => {
    const worker = ToldWorker.attached();
    worker.isDelivered(1);
    expect(worker.hears(STOP, HANG, CANCELLED)).toBe("→ cancel; hung → suspend 1; ");
    expect(worker.hears(RESUME)).toBe("resumed → resume 1, cancel");
    expect(worker.hears(CANCELLED)).toBe("");
    expect(worker.ends(1)).toBe("finished 1, acked 1, left stopped → ack 1, close");
    const stuck = ToldWorker.attached();
    expect(stuck.hears(HANG, STOP, RESUME)).toBe("hung; ; resumed → cancel");
  });

  it("does not come back when the broker does", () => {
    const worker = ToldWorker.attached();
    worker.isDelivered(1);
    worker.hears(STOP, { type: "broker-lost" });
    expect(worker.state).toMatchObject({ is: "away", returns: "when-restarted" });
  });

  it("before it has come, never comes", () => {
    const worker = new ToldWorker();
    expect(worker.hears({ type: "come" }, STOP)).toBe("→ connect; → close");
    expect(worker.hears({ type: "attach" }, { type: "restart" })).toBe("; ");
  });
});

describe("a worker that dies", () => {
  it("leaves what it had to the broker; what was acknowledged already is lost", () => {
    const worker = ToldWorker.attached();
    worker.isDeliveredBy("auto", 1, 2);
    worker.isDelivered(3);
    expect(worker.hears({ type: "kill" })).toBe("lost 1, lost 2, left killed → cancel 1, cut");
    expect(worker.hears({ type: "kill" })).toBe("");
    expect(worker.ends(1)).toBe("");
  });

  it("says nothing of it before it was there", () => {
    const worker = new ToldWorker();
    expect(worker.hears({ type: "come" }, { type: "kill" })).toBe("→ connect; → cut");
  });

  it("cut off, comes back at the speed it was told meanwhile; killed, it hears nothing", () => {
    const worker = ToldWorker.attached();
    expect(worker.hears({ type: "broker-lost" })).toBe("left broker-lost → cut");
    const faster = { type: "set-speed", speed: 2 } as const;
    expect(refusalOf(worker.state, faster)).toBeNull();
    expect(worker.hears(faster, { type: "come" })).toBe("; → connect");
    worker.hears({ type: "attach" });
    expect(worker.isDelivered(1)).toBe("received 1, started 1 → start 1 at 2");
    worker.hears({ type: "kill" });
    expect(refusalOf(worker.state, faster)).toBe("no-such-worker");
  });

  it("restarted, comes back as new, at its speed", () => {
    const worker = ToldWorker.attached();
    worker.hears({ type: "set-speed", speed: 2 }, FORGET, FALL_SILENT);
    worker.isDelivered(1);
    expect(worker.hears({ type: "restart" })).toBe("left killed → cut, connect");
    expect(worker.state.conduct).toEqual({ speed: 2, acking: true, pace: "at-work" });
  });
});

it("drops everything without a word when the run is over, and hears nothing more", () => {
  const worker = ToldWorker.attached();
  worker.isDelivered(1, 2);
  expect(worker.hears({ type: "close" })).toBe("→ cancel 1, close");
  expect(worker.hears({ type: "restart" }, { type: "kill" })).toBe("; ");
});
