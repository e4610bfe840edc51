import type { LabClock } from "#shared/kernel/lab-clock.ts";
import type { ClockReading } from "#shared/protocol/events.ts";
import type { RunEvent } from "#shared/run-log/run-event.ts";
import type { RunPhase } from "./run-options.ts";

export interface PaceDeps {
  readonly report: (event: RunEvent) => void;
  readonly onPhase: (phase: RunPhase) => void;
}

/** A run's phase, and with it its lab time: that passes while the run is running, unless what it does is to cost none. */
export class Pace {
  #clock: LabClock;
  #deps: PaceDeps;
  #phase: RunPhase = "starting";
  /** The phase to come back to when the broker does. */
  #phaseWhenBack: RunPhase = "running";
  /** How many things that are to cost no lab time are being done. */
  #stills = 0;
  #isStopped = false;

  constructor(clock: LabClock, deps: PaceDeps) {
    this.#clock = clock;
    this.#deps = deps;
  }

  get phase(): RunPhase {
    return this.#phase;
  }

  get reading(): ClockReading {
    return { labMs: this.#clock.nowMs(), rate: this.#clock.rate };
  }

  /** There is a broker, and everything is attached to it. */
  get isOnAir(): boolean {
    return this.#phase === "running" || this.#phase === "paused";
  }

  pause(): void {
    if (this.#phase !== "running") return;
    this.#clock.pause();
    this.#deps.report({ type: "clock-paused" });
    this.#enter("paused");
  }

  resume(): void {
    if (this.#phase !== "paused") return;
    this.#deps.report({ type: "clock-resumed" });
    this.#enter("running");
    this.#letRun();
  }

  step(): void {
    this.pause();
    if (this.#phase === "paused") this.#clock.step();
  }

  setSpeed(speed: number): void {
    this.#clock.setSpeed(speed);
    this.#deps.report({ type: "speed-changed", speed });
  }

  /** Everything is attached. @param act what is done before time starts. */
  async start(act: () => Promise<void>): Promise<void> {
    this.#enter("running");
    await this.whileStill(act);
  }

  /** Lab time stands still for it, and for whatever else is done meanwhile that is to cost none. */
  async whileStill<Outcome>(act: () => Promise<Outcome>): Promise<Outcome> {
    this.#clock.pause();
    this.#stills += 1;
    try {
      return await act();
    } finally {
      this.#stills -= 1;
      this.#letRun();
    }
  }

  loseBroker(): void {
    this.#phaseWhenBack = this.#phase;
    this.#clock.pause();
    this.#enter("broker-lost");
  }

  /** Everything is attached again. */
  regainBroker(): void {
    this.#enter(this.#phaseWhenBack);
    this.#letRun();
  }

  /** Time stands still for good. */
  stop(): void {
    this.#isStopped = true;
    this.#clock.stop();
  }

  close(): void {
    this.#enter("closed");
  }

  #letRun(): void {
    if (this.#phase === "running" && this.#stills === 0 && !this.#isStopped) this.#clock.resume();
  }

  #enter(phase: RunPhase): void {
    this.#phase = phase;
    this.#deps.onPhase(phase);
  }
}
