import { fail, ok, type Result } from "#shared/kernel/result.ts";
import type { RunId, RunOutcome } from "#shared/run-log/run-event.ts";
import { isComplete } from "#shared/run/completion.ts";
import type { CommandProblem } from "#shared/protocol/command-problem.ts";
import type { PublishBurst } from "#shared/protocol/intents/broker.ts";
import type { ArmId, PlannedTask } from "#shared/scenario/scenario.ts";
import { moment } from "#shared/kernel/moment.ts";
import { pause } from "#shared/kernel/wall-clock.ts";
import { ArmGroup } from "./arm-group.ts";
import type { ArmRunner } from "./arm-runner.ts";
import { BrokerWatch } from "./broker-watch.ts";
import { burstTogether } from "./burst-together.ts";
import { LabClock } from "#shared/kernel/lab-clock.ts";
import { messageOf } from "./outcome-of.ts";
import { Pace } from "./pace.ts";
import { Patience } from "./patience.ts";
import { Publication } from "./publication.ts";
import { reattach } from "./reattach.ts";
import { Recorder } from "./recorder.ts";
import { PATIENCE_MS, settle } from "./settle.ts";
import { opening, type RestartProblem, type RunOptions, type RunPorts } from "./run-options.ts";

const FIRST_ANSWERS_MS = 500;

/** One execution of a scenario, from its queues' declaration to their deletion. */
export class Run {
  readonly runId: RunId;
  #options: RunOptions;
  #ports: RunPorts;
  #clock: LabClock;
  #pace: Pace;
  #recorder: Recorder;
  #publication: Publication;
  #arms: ArmGroup;
  #brokerWatch: BrokerWatch;
  #closing: Promise<void> | null = null;
  #isEnding = false;
  /** With a broker that is away while the run is settled. */
  #patience: Patience | null = null;

  constructor(options: RunOptions, ports: RunPorts) {
    const { runId, speed } = options;
    this.runId = runId;
    this.#options = options;
    this.#ports = ports;
    this.#clock = new LabClock(ports.wall, speed);
    this.#recorder = new Recorder(
      () => this.#clock.nowMs(),
      ports.observers,
      () => {
        if (this.#pace.isOnAir) this.#follow();
      },
    );
    this.#pace = new Pace(this.#clock, {
      report: this.#recorder.report,
      onPhase: ports.onPhase,
    });
    this.#publication = new Publication(this.#clock, (task) => {
      this.#arms.publish(task);
    });
    this.#arms = ArmGroup.of(options, {
      report: this.#recorder.report,
      state: (arm) => this.#recorder.arm(arm),
      release: () => this.#recorder.state.release,
      clock: this.#clock,
      ...{ wall: ports.wall, follow: ports.follow },
      onLost: (reason) => {
        this.#loseBroker(reason);
      },
    });
    this.#brokerWatch = new BrokerWatch({
      wall: ports.wall,
      report: this.#recorder.report,
      labMs: () => moment(Math.round(this.#clock.nowMs())),
      look: () => this.#arms.lookAtQueues(),
    });
  }

  get recorder(): Pick<Recorder, "log" | "state" | "since" | "count" | "checkpoint"> {
    return this.#recorder;
  }

  /** False once it is over, or about to be. */
  isOn(): boolean {
    return this.#closing === null && this.#pace.phase !== "closed";
  }

  /**
   * Reaches the broker, declares the queues and attaches the workers that are there from the start. Nobody is told
   * before `start`: where the broker is lost meanwhile, there is nothing to see.
   *
   * @returns why there will be no run. What there was of it is cleaned up by and by.
   */
  async prepare(): Promise<Result<null, string>> {
    const { speed, broker } = this.#options;
    const { report } = this.#recorder;
    report(opening(this.#options));
    if (speed !== 1) report({ type: "speed-changed", speed });
    try {
      await this.#arms.connect(broker.url);
      if (await this.#arms.declare()) await this.#arms.joinFirst();
      else await this.#close("failed");
      return ok(null);
    } catch (error) {
      report({ type: "broker-stopped", reason: messageOf(error) });
      void this.#close("failed");
      return fail(messageOf(error));
    }
  }

  /** Once it is prepared: lets time run. One whose queue was refused is closed as failed by then. */
  async start(): Promise<void> {
    this.#recorder.show();
    if (!this.isOn()) return;
    this.#schedule();
    this.#brokerWatch.start();
    await this.#pace.start(() => this.#publishFirst());
    if (!this.#arms.areConnected) this.#loseBroker("the connection was lost at the start");
  }

  /** What is asked of its time is asked of that directly. */
  get pace(): Pick<Pace, "phase" | "reading" | "pause" | "resume" | "step" | "setSpeed"> {
    return this.#pace;
  }

  /** Publishes to every arm now. */
  pushTask(task: Pick<PlannedTask, "text" | "serviceMs">): PlannedTask {
    return this.#publication.push(task);
  }

  get published(): number {
    return this.#publication.published;
  }

  /** What is asked of one arm is asked of it directly. */
  arm(id: ArmId): ArmRunner | undefined {
    return this.#arms.arm(id);
  }

  /**
   * Time stands still from now until everything is attached again, so that it costs no lab time.
   *
   * @returns why the broker was not restarted.
   */
  async restartBroker(kill: boolean): Promise<Result<null, RestartProblem>> {
    if (!this.#pace.isOnAir) return ok(null);
    return this.#pace.whileStill(async () => {
      this.#recorder.report({ type: "broker-restart-asked", kill });
      const restarted = await this.#ports.restartBroker(kill);
      if (this.isOn() && !restarted.ok) {
        const reason = restarted.error.code === "restart-failed" ? restarted.error.reason : null;
        this.#recorder.report({ type: "broker-restart-failed", reason });
      }
      return restarted;
    });
  }

  get isBursting(): boolean {
    return this.#arms.areBursting;
  }

  /**
   * Publishes many messages at once beside each of these arms; with `kill`, the broker dies of it.
   * Time stands still until they are counted.
   *
   * @returns why the broker was not killed, or could not be reached.
   */
  async burst({ arms, count, kill }: PublishBurst): Promise<Result<null, CommandProblem>> {
    const burst = await this.#pace.whileStill(async () => {
      const published = await burstTogether(() => this.#arms.beginBursts(arms, count), {
        wall: this.#ports.wall,
        kill: kill ? () => this.restartBroker(true) : null,
      });
      // What the broker's death interrupted is counted when it is back.
      if (!kill || !published.ok) await this.#arms.countBursts();
      return published;
    });
    this.#closeWhenComplete();
    return burst;
  }

  note(text: string): void {
    this.#recorder.report({ type: "noted", text });
  }

  /** Ends it before its time. Resolves when nothing of it is left on the broker. */
  stop(): Promise<void> {
    this.#patience?.atMost(PATIENCE_MS.asked);
    return this.#close("stopped");
  }

  #schedule(): void {
    const { scenario, endAtMs } = this.#options;
    const { workload, faults } = scenario;
    this.#arms.scheduleLate(this.#clock);
    for (const fault of faults) {
      this.#clock.at(fault.atMs, () => {
        if (fault.type === "act-on-worker") this.#arms.actInEach(fault.worker, fault.action);
        else void this.restartBroker(fault.kill);
      });
    }
    this.#publication.schedule(workload);
    if (endAtMs !== undefined) this.#clock.at(endAtMs, () => void this.stop());
  }

  /**
   * Time starts when the broker has what is published at 0: the broker's own few milliseconds
   * do not scale with lab time, and at 20 times its speed would be a tenth of a second.
   */
  async #publishFirst(): Promise<void> {
    this.#clock.releaseDue();
    await Promise.race([this.#arms.whenAnswered(), pause(this.#ports.wall, FIRST_ANSWERS_MS)]);
  }

  #loseBroker(reason: string): void {
    if (this.#pace.phase === "starting" || this.#pace.phase === "closed") return;
    if (this.#closing) {
      // Once, though every arm notices.
      if (!this.#recorder.state.brokerLost) this.#dropBroker(reason);
      return;
    }
    if (!this.#pace.isOnAir) return;
    this.#pace.loseBroker();
    this.#dropBroker(reason);
    void this.#recover();
  }

  #dropBroker(reason: string): void {
    this.#arms.loseBroker();
    this.#recorder.report({ type: "broker-stopped", reason });
  }

  /** Until a broker is back and everything is attached to it again. */
  async #recover(): Promise<void> {
    const { report } = this.#recorder;
    while (this.isOn()) {
      const broker = await this.#ports.brokerBack();
      if (!this.isOn()) return;
      const reattached = await reattach(this.#arms, broker, { report, isOn: () => this.isOn() });
      if (reattached.how === "refused") await this.#close("failed");
      if (reattached.how === "lost") this.#dropBroker(reattached.reason);
      if (reattached.how === "attached" && this.isOn()) {
        this.#pace.regainBroker();
        this.#closeWhenComplete();
        return;
      }
    }
  }

  /** What an event may have made due. */
  #follow(): void {
    this.#closeWhenComplete();
    if (!this.#closing) this.#arms.takeStock();
  }

  #closeWhenComplete(): void {
    if (this.#closing || this.#publication.pending > 0 || this.isBursting) return;
    if (!this.#isComplete || this.#isEnding) return;
    void this.#endIfNothingComes();
  }

  get #isComplete(): boolean {
    return !this.#arms.hasUnsent && isComplete(this.#recorder.state);
  }

  /** What the log has as gone the broker may have given out again, and it is on its way: once nobody consumes, it has come. */
  async #endIfNothingComes(): Promise<void> {
    this.#isEnding = true;
    await this.#pace.whileStill(() =>
      this.#arms.whileSuspended(() => {
        if (this.#isComplete && this.#pace.isOnAir) void this.#close("finished");
      }),
    );
    this.#isEnding = false;
    if (this.isOn() && this.#pace.isOnAir) this.#closeWhenComplete();
  }

  #close(outcome: RunOutcome): Promise<void> {
    this.#closing ??= this.#settleAndEnd(outcome);
    return this.#closing;
  }

  async #settleAndEnd(outcome: RunOutcome): Promise<void> {
    this.#pace.stop();
    this.#brokerWatch.stop();
    const patienceMs = PATIENCE_MS[outcome === "finished" ? "unasked" : "asked"];
    this.#patience = new Patience(this.#ports.wall, patienceMs);
    const mismatches = await settle(this.#arms, {
      brokerBack: this.#ports.brokerBack,
      report: this.#recorder.report,
      patience: this.#patience,
    });
    this.#recorder.report({ type: "run-closed", outcome, mismatches });
    await this.#end();
  }

  async #end(): Promise<void> {
    await this.#arms.close();
    this.#pace.close();
  }
}
