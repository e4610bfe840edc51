import { setTimeout as wait } from "node:timers/promises";
import { methodFrame } from "#broker/testing/method-frame.ts";
import { eventually } from "#tests/support/eventually.ts";
import { FuzzSocket } from "./fuzz-socket.ts";
import { FuzzedBroker } from "./fuzzed-broker.ts";
import { inputAt, type Input } from "./input.ts";
import { Lane } from "./lane.ts";
import { Leftovers } from "./leftovers.ts";
import { growthOf } from "./memory-verdict.ts";
import type { Held } from "./program-messages.ts";
import { HELLO } from "./stages.ts";
import { comeAndGo, SteadyClient, type Accounts } from "./steady-client.ts";
import { Tally, type Failure } from "./tally.ts";
import { WaitingRoom } from "./waiting-room.ts";

const LANES = 32;
/** Together with the lanes and the steady clients less than the broker's 1,024 connections. */
const WAITING = 600;
/** How long the well-behaved clients have the broker to themselves, to compare. */
const ALONE_MS = 2_000;
const SETTLE_MS = 30_000;
/** What no message of a well-behaved client may take, on a machine that others load as well. */
const STALLED_MS = 20_000;
/** What no input may cost the broker at once. Its own garbage collections come to a tenth of it. */
const MOST_TURN_MS = 1_000;

export interface FuzzOptions {
  readonly inputs: number;
  readonly seed: number;
  /** After each the broker is emptied and measured; the first one warms up. */
  readonly rounds: number;
  /** Inputs that the broker may leave in silence for longer hang up instead. */
  readonly longestSilenceMs?: number;
  readonly onRound?: (run: RoundReport) => void;
}

export interface RoundReport {
  readonly inputs: number;
  /** So far. */
  readonly failures: readonly Failure[];
  readonly faults: readonly string[];
  readonly held: Held;
}

export interface FuzzReport {
  readonly tally: Tally;
  readonly measures: readonly Held[];
  readonly accounts: readonly Accounts[];
  /** Everything that must not have happened; empty when all is well. */
  readonly faults: readonly string[];
  readonly seconds: number;
}

/** Sends that many inputs to a broker in a process of its own while well-behaved clients use it. */
export async function fuzzRun({
  inputs,
  seed,
  rounds,
  longestSilenceMs = Infinity,
  onRound,
}: FuzzOptions): Promise<FuzzReport> {
  const startMs = performance.now();
  const broker = await FuzzedBroker.start();
  try {
    const steady = await Promise.all(
      [false, true].map((persistent) => SteadyClient.start(broker.url, persistent)),
    );
    await wait(ALONE_MS);
    for (const client of steady) client.noLongerAlone();
    const before = await broker.held();
    if (before === undefined) throw new Error(broker.faults.join());
    const run = new FuzzRun(
      broker,
      (index) => patient(inputAt(seed, index), longestSilenceMs),
      before,
    );
    const measures: Held[] = [];
    for (let round = 0; round < rounds && !run.isOver; round++) {
      const from = Math.floor((inputs * round) / rounds);
      const to = Math.floor((inputs * (round + 1)) / rounds);
      const held = await run.round(from, to);
      if (held === undefined) break;
      measures.push(held);
      const { inputs: sent, failures } = run.tally;
      onRound?.({ inputs: sent, failures, faults: [...broker.faults, ...run.faults], held });
    }
    const accounts = broker.isAlive ? await Promise.all(steady.map((client) => client.stop())) : [];
    return {
      tally: run.tally,
      measures,
      accounts,
      faults: [
        ...broker.faults,
        ...run.faults,
        ...accounts.flatMap(faultsOf),
        ...growthOf(measures),
      ],
      seconds: (performance.now() - startMs) / 1000,
    };
  } finally {
    await broker.close();
  }
}

function patient(input: Input, longestSilenceMs: number): Input {
  return input.silenceMs > longestSilenceMs ? { ...input, then: "hang up", silenceMs: 0 } : input;
}

function faultsOf({ faults, latenciesMs }: Accounts): readonly string[] {
  const slowest = latenciesMs.reduce((most, ms) => Math.max(most, ms), 0);
  return [
    ...faults.map((fault) => `a well-behaved client: ${fault}`),
    ...(slowest > STALLED_MS ? [`a well-behaved client waited ${Math.round(slowest)} ms`] : []),
  ];
}

class FuzzRun {
  readonly tally = new Tally();
  readonly faults: string[] = [];
  readonly #broker: FuzzedBroker;
  readonly #inputAt: (index: number) => Input;
  readonly #before: Held;
  readonly #leftovers = new Leftovers();
  readonly #room = new WaitingRoom(WAITING);

  constructor(broker: FuzzedBroker, inputAt: (index: number) => Input, before: Held) {
    this.#broker = broker;
    this.#inputAt = inputAt;
    this.#before = before;
  }

  get isOver(): boolean {
    return this.tally.isHopeless || !this.#broker.isAlive;
  }

  /** @returns what the broker holds after it; undefined when it holds nothing any more. */
  async round(from: number, to: number): Promise<Held | undefined> {
    let next = from;
    const lane = async (): Promise<void> => {
      const { port } = this.#broker;
      const lane = new Lane(port, this.#room, (input, outcome, indices) => {
        this.tally.add(input, outcome, indices);
        for (const queue of outcome.queues) this.#leftovers.noteQueue(queue);
      });
      while (next < to && !this.isOver) {
        const input = this.#inputAt(next++);
        this.#leftovers.note(input.bytes);
        await lane.meet(input);
      }
      await lane.end();
    };
    const newcomer = this.#newcomer();
    await Promise.all(Array.from({ length: LANES }, lane));
    await Promise.all([newcomer, this.#room.empty()]);
    return this.#broker.isAlive ? this.#measured() : undefined;
  }

  async #newcomer(): Promise<void> {
    const late = wait(STALLED_MS, "too late", { ref: false });
    const fault = await Promise.race([comeAndGo(this.#broker.url), late]).catch(String);
    if (typeof fault === "string") this.faults.push(`a newcomer was not served: ${fault}`);
  }

  async #measured(): Promise<Held | undefined> {
    await this.#removeLeftovers();
    let held = await this.#broker.held();
    if (held === undefined) return undefined;
    const { turnMs } = held;
    if (turnMs > MOST_TURN_MS) this.faults.push(`a turn of ${Math.round(turnMs)} ms`);
    const { connections, channels, queues } = this.#before;
    await eventually(
      async () => {
        held = (await this.#broker.held()) ?? this.#before;
        const left = [
          held.connections - connections,
          held.channels - channels,
          held.queues - queues,
        ];
        if (left.some((count) => count > 0)) {
          throw new Error(`left: ${left.join(", ")} connections, channels, queues`);
        }
      },
      { withinMs: SETTLE_MS },
    ).catch((error: unknown) => {
      this.faults.push(String(error));
    });
    return { ...held, turnMs };
  }

  async #removeLeftovers(): Promise<void> {
    const socket = new FuzzSocket(this.#broker.port);
    socket.hangUp(
      Buffer.concat([HELLO, methodFrame(1, "channel.open"), this.#leftovers.removal(1)]),
    );
    await socket.settled(Infinity, SETTLE_MS);
    const { lines, channelCodes, connectionCode } = socket.take();
    if (channelCodes.size > 0 || connectionCode !== undefined) {
      this.faults.push(`leftovers could not be removed: ${lines.join(" | ")}`);
    }
  }
}
