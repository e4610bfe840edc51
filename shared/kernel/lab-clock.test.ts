import { describe, expect, it } from "vitest";
import { fakeWallClock } from "#tests/support/fake-wall-clock.ts";
import { LabClock } from "./lab-clock.ts";

function running(speed = 1) {
  const wall = fakeWallClock();
  const clock = new LabClock(wall, speed);
  clock.resume();
  return { wall, clock };
}

describe("reading", () => {
  it("stands at 0 until it is let run", () => {
    const wall = fakeWallClock();
    const clock = new LabClock(wall);
    wall.advance(500);
    expect([clock.nowMs(), clock.rate]).toEqual([0, 0]);
  });

  it("runs as many times as fast as the wall's as its speed says", () => {
    const { wall, clock } = running(20);
    wall.advance(100);
    expect([clock.nowMs(), clock.rate]).toEqual([2000, 20]);
  });

  it("goes on from where it was when the speed changes", () => {
    const { wall, clock } = running(1);
    wall.advance(100);
    clock.setSpeed(10);
    wall.advance(100);
    expect(clock.nowMs()).toBe(1100);
  });

  it("stands still while paused", () => {
    const { wall, clock } = running();
    wall.advance(100);
    clock.pause();
    wall.advance(5000);
    expect([clock.nowMs(), clock.rate]).toEqual([100, 0]);
    clock.resume();
    wall.advance(50);
    expect(clock.nowMs()).toBe(150);
  });

  it("never runs past something that is due, however late this process is", () => {
    const { wall, clock } = running();
    wall.lateMs = 40;
    const seen: number[] = [];
    clock.at(100, () => seen.push(clock.nowMs()));
    wall.advance(120);
    expect(clock.nowMs()).toBe(100);
    wall.advance(30);
    expect(seen).toEqual([100]);
    expect(clock.nowMs()).toBe(110);
  });
});

describe("timers", () => {
  it("ring at their moment, those of one moment in the order they were set", () => {
    const { wall, clock } = running(2);
    const rung: string[] = [];
    clock.at(300, () => rung.push(`c ${clock.nowMs()}`));
    clock.at(200, () => rung.push(`a ${clock.nowMs()}`));
    clock.at(200, () => rung.push(`b ${clock.nowMs()}`));
    wall.advance(120);
    expect(rung).toEqual(["a 200", "b 200"]);
    wall.advance(100);
    expect(rung).toEqual(["a 200", "b 200", "c 300"]);
  });

  it("give the broker its say between two moments, even when both are overdue", () => {
    const { wall, clock } = running();
    wall.lateMs = 500;
    const rung: [string, number][] = [];
    clock.at(100, () => rung.push(["first", wall.nowMs()]));
    clock.at(110, () => rung.push(["second", wall.nowMs()]));
    wall.advance(2000);
    expect(rung).toEqual([
      ["first", 600],
      ["second", 1110],
    ]);
  });

  it("set for the past are due now, and one set while another rings at the same moment rings too", () => {
    const { wall, clock } = running();
    wall.advance(100);
    const rung: string[] = [];
    clock.at(0, () => {
      rung.push(`late ${clock.nowMs()}`);
      clock.at(clock.nowMs(), () => rung.push("and this"));
    });
    wall.advance(0);
    expect(rung).toEqual(["late 100", "and this"]);
  });

  it("do not ring once cancelled, nor after a stop", () => {
    const { wall, clock } = running();
    const rung: string[] = [];
    const timer = clock.at(10, () => rung.push("cancelled"));
    clock.at(20, () => {
      rung.push("stops");
      clock.stop();
    });
    clock.at(20, () => rung.push("stopped"));
    clock.cancel(timer);
    wall.advance(1000);
    expect(rung).toEqual(["stops"]);
    expect(clock.nowMs()).toBe(20);
  });

  it("wait while paused, and follow a change of speed", () => {
    const { wall, clock } = running();
    const rung: number[] = [];
    clock.at(1000, () => rung.push(wall.nowMs()));
    wall.advance(500);
    clock.pause();
    wall.advance(500);
    clock.resume();
    clock.setSpeed(5);
    wall.advance(100);
    expect(rung).toEqual([1100]);
  });
});

describe("step", () => {
  it("goes to the next moment and lets all of it happen, time standing still", () => {
    const { wall, clock } = running();
    const rung: string[] = [];
    clock.at(4000, () => rung.push("a"));
    clock.at(4000, () => rung.push("b"));
    clock.at(5000, () => rung.push("c"));
    expect(clock.step()).toBe(true);
    wall.advance(10_000);
    expect([rung, clock.nowMs(), clock.rate]).toEqual([["a", "b"], 4000, 0]);
  });

  it("says when nothing is due", () => {
    expect(running().clock.step()).toBe(false);
  });
});

describe("a moment", () => {
  it("includes what is made due in it, however late timers ring", () => {
    const { wall, clock } = running();
    wall.advance(100);
    wall.lateMs = 50;
    const rung: string[] = [];
    clock.moment(() => {
      clock.at(100, () => {
        rung.push(`first ${clock.nowMs()}`);
        clock.at(100, () => rung.push(`second ${clock.nowMs()}`));
      });
      rung.push("act");
    });
    expect(rung).toEqual(["act", "first 100", "second 100"]);
  });

  it("leaves to their own turn what was due before, and everything while time stands still", () => {
    const { wall, clock } = running();
    const rung: string[] = [];
    wall.lateMs = 40;
    clock.at(100, () => rung.push("due before"));
    wall.advance(120);
    clock.moment(() => {
      clock.at(100, () => rung.push("due now"));
    });
    expect(rung).toEqual([]);
    wall.advance(20);
    expect(rung).toEqual(["due before", "due now"]);
    clock.pause();
    clock.moment(() => {
      clock.at(clock.nowMs(), () => rung.push("while paused"));
    });
    expect(rung).not.toContain("while paused");
  });
});

it("releases what is due this moment without letting time run", () => {
  const wall = fakeWallClock();
  const clock = new LabClock(wall);
  const rung: string[] = [];
  clock.at(0, () => rung.push("now"));
  clock.at(1, () => rung.push("later"));
  clock.releaseDue();
  wall.advance(100);
  expect([rung, clock.nowMs()]).toEqual([["now"], 0]);
});
