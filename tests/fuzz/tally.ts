import type { Input } from "./input.ts";
import type { Outcome } from "./meet.ts";

const MOST_FAILURES = 20;
const SHOWN_BYTES = 400;

/** An input that was taken as none may be. */
export interface Failure {
  readonly fault: string;
  readonly input: Input;
  readonly lines: readonly string[];
  /** What came before it on the same connection, and itself. */
  readonly indices: readonly number[];
}

/** Counts what came of the inputs and keeps the failures. */
export class Tally {
  /** By kind of input, then by what came. */
  readonly kinds = new Map<string, Map<Outcome["came"], number>>();
  readonly codes = new Map<number, number>();
  readonly failures: Failure[] = [];
  inputs = 0;
  slowestMs = 0;

  get isHopeless(): boolean {
    return this.failures.length >= MOST_FAILURES;
  }

  add(input: Input, outcome: Outcome, indices: readonly number[]): void {
    const { came, code, fault, lines, tookMs } = outcome;
    this.inputs++;
    const row = this.kinds.get(input.kind) ?? new Map<Outcome["came"], number>();
    this.kinds.set(input.kind, row.set(came, (row.get(came) ?? 0) + 1));
    if (code !== undefined) this.codes.set(code, (this.codes.get(code) ?? 0) + 1);
    this.slowestMs = Math.max(this.slowestMs, tookMs);
    if (fault !== undefined && !this.isHopeless) {
      this.failures.push({ fault, input, lines, indices });
    }
  }
}

export function describeFailure({ fault, input, lines, indices }: Failure, seed: number): string {
  return [
    `Input ${input.index}, ${input.kind}: ${input.says}; then ${input.then}. ${fault}`,
    `  heard: ${lines.join(" | ")}`,
    `  sent: ${input.bytes.subarray(0, SHOWN_BYTES).toString("hex")}`,
    `  repeat: npm run fuzz:broker -- --seed ${seed} --only ${indices.join(",")}`,
  ].join("\n");
}
