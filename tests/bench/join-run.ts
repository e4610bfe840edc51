import { createLogStore } from "#client/log/log-store.ts";
import { project } from "#shared/kernel/projection.ts";
import { LOG_CHUNK } from "#shared/protocol/events.ts";
import type { Seq } from "#shared/run-log/run-event.ts";
import {
  decodeCheckpoint,
  encodeCheckpoint,
  type Checkpoint,
} from "#shared/run/checkpoint/checkpoint.ts";
import { runStateProjection } from "#shared/run/run-state-projection.ts";
import { bigLog } from "./big-log.ts";

export interface JoinFigures {
  readonly events: number;
  /** Of the checkpoint, as JSON. */
  readonly bytes: number;
  /** Of the longest tail that may come with it. */
  readonly tailBytes: number;
  /** The server's part, once for all who join within a chunk of events. */
  readonly encodeMs: number;
  /** The browser's: JSON, decode, and the first fold of the tail. */
  readonly openMs: number;
}

const ROUNDS = 3;

/** What it takes to join a race of so many tasks in each of two arms at its end: best of three rounds. */
export function joinRun(tasks: number): JoinFigures {
  const log = bigLog(tasks);
  const seq = (log.length - LOG_CHUNK) as Seq;
  const state = project(runStateProjection, log.slice(0, seq));
  const tail = JSON.stringify(log.slice(seq));
  let text = "";
  let encodeMs = Infinity;
  let openMs = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const startedMs = performance.now();
    text = JSON.stringify(encodeCheckpoint(state, seq));
    const sentMs = performance.now();
    const run = decodeCheckpoint(JSON.parse(text) as Checkpoint);
    const store = createLogStore(runStateProjection);
    store.leap({ seq, atMs: run.atMs, state: run });
    store.append(JSON.parse(tail) as typeof log);
    encodeMs = Math.min(encodeMs, sentMs - startedMs);
    openMs = Math.min(openMs, performance.now() - sentMs);
  }
  return { events: log.length, bytes: text.length, tailBytes: tail.length, encodeMs, openMs };
}
