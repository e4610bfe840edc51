import type { Publisher, PublisherLine, QueueCounts, Refusal, Seen } from "#workers";
import { ok, type Result } from "#shared/kernel/result.ts";
import type { RunEvent } from "#shared/run-log/run-event.ts";
import type { ArmState } from "#shared/run/run-state.ts";
import type { Arm, ArmId } from "#shared/scenario/scenario.ts";
import { deadQueueOf, keepsDead } from "#shared/scenario/dead-letters.ts";
import { queueSettingsOf, sameQueue, type QueueSettings } from "#shared/scenario/queue-settings.ts";
import type { Strategy } from "#shared/scenario/strategy.ts";

/** Looking takes a third of a millisecond each. */
const MOST_PEEKED = 2000;

export interface ArmQueueDeps {
  readonly report: (event: RunEvent) => void;
  readonly state: () => ArmState;
  /** On whose line it is declared, counted and deleted. */
  readonly publisher: Pick<Publisher, "line">;
  /** Somebody deleted it: nobody tries to consume until it is declared again. */
  readonly onDeleted: () => void;
}

/** An arm's queue at the broker, from its declaration to its deletion, be that ours or somebody else's. */
export class ArmQueue {
  readonly name: string;
  /** For life. */
  readonly settings: QueueSettings;
  #arm: ArmId;
  #deps: ArmQueueDeps;
  /** As planned by now, for the next run. */
  #nextSettings: QueueSettings;
  #isDeclared = false;
  /** Whether, once declared, it is deleted again by us. */
  #isDeleted = false;

  constructor(name: string, { arm, strategy }: Arm, deps: ArmQueueDeps) {
    this.name = name;
    this.settings = queueSettingsOf(strategy);
    this.#arm = arm;
    this.#deps = deps;
    this.#nextSettings = this.settings;
  }

  get isDeclared(): boolean {
    return this.#isDeclared;
  }

  /** Nothing of it is left at the broker. */
  get isCleanedUp(): boolean {
    return this.#isDeleted || !this.#isDeclared;
  }

  /** @returns how many messages it holds already. @throws Error when the broker is lost. */
  async declare(): Promise<Result<number, Refusal>> {
    const told = { arm: this.#arm, queue: this.name, ...this.settings };
    const declared = await this.#connected().declare(this.settings);
    if (!declared.ok) {
      this.#deps.report({ type: "declare-refused", ...told, ...declared.error });
      return declared;
    }
    this.#deps.report({ type: "queue-declared", ...told });
    this.#isDeclared = true;
    return ok(declared.value.messageCount);
  }

  /** The next run's has these. */
  plan(change: Partial<QueueSettings>): void {
    this.#nextSettings = { ...this.#nextSettings, ...change };
  }

  /**
   * Whether a change is the broker's to answer: other settings of a queue, which is there. One that names nothing
   * else declares it anew all the same.
   */
  isAskedBy(change: Partial<Strategy>): boolean {
    const asked = queueSettingsOf(change);
    const names = Object.keys(asked).length;
    if (!sameQueue({ ...this.#nextSettings, ...asked }, this.#nextSettings)) return true;
    return names > 0 && names === Object.keys(change).length;
  }

  /** Once more, though it is there; the log has what the broker says. @throws Error when the broker is lost. */
  async redeclare(change: Partial<QueueSettings>): Promise<void> {
    const settings = { ...this.#nextSettings, ...change };
    const told = { arm: this.#arm, queue: this.name, ...settings };
    const declared = await this.#connected().redeclare(settings);
    if (declared.ok) this.#deps.report({ type: "queue-redeclared", ...told });
    else this.#deps.report({ type: "redeclare-refused", ...told, ...declared.error });
  }

  /** `null` when the broker does not say. */
  async count(): Promise<QueueCounts | "gone" | null> {
    return this.#openLine?.count() ?? null;
  }

  /** Messages ready in it, or `null` when the broker does not say. */
  async countReady(): Promise<number | null> {
    const counted = await this.count();
    return counted === "gone" ? 0 : (counted?.messageCount ?? null);
  }

  /** Its dead letters; 0 where it keeps none, `null` when the broker does not say. */
  async countDead(): Promise<number | null> {
    if (!keepsDead(this.settings)) return 0;
    return this.#openLine?.countIn(deadQueueOf(this.name, this.settings)) ?? null;
  }

  /** What is ready in it. While nobody consumes: looking takes it for a moment. */
  async peek(): Promise<readonly Seen[]> {
    return (await this.#openLine?.peek(MOST_PEEKED)) ?? [];
  }

  /** Somebody deleted it: what was in it is gone. */
  lose(): void {
    const arm = this.#arm;
    const { report, state, onDeleted } = this.#deps;
    if (state().queueDeleted) return;
    report({ type: "queue-deleted", arm, queue: this.name });
    onDeleted();
    for (const task of state().ready) report({ type: "missing", arm, task, by: "queue-deleted" });
  }

  /** When the broker is there. @see isCleanedUp */
  async delete(): Promise<void> {
    await this.#openLine?.deleteQueue();
    if (keepsDead(this.settings))
      await this.#openLine?.deleteQueue(deadQueueOf(this.name, this.settings));
    this.#isDeleted = this.#openLine !== null;
  }

  get #openLine(): PublisherLine | null {
    const { line } = this.#deps.publisher;
    return line?.isOpen === true ? line : null;
  }

  #connected(): PublisherLine {
    const { line } = this.#deps.publisher;
    if (!line) throw new Error(`Arm ${this.#arm} is not connected`);
    return line;
  }
}
