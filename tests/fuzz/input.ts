import { FRAME_METHOD, type Frame } from "#broker/wire/frame.ts";
import { seededRng, type Rng } from "#shared/kernel/random.ts";
import { chance } from "#tests/support/differential/pick.ts";
import { brokenContent } from "./kinds/broken-content.ts";
import { brokenFieldOf } from "./kinds/broken-field.ts";
import { mutated } from "./kinds/mutated.ts";
import { noiseFirst, noiseLater } from "./kinds/noise.ts";
import { truncated } from "./kinds/truncated.ts";
import { wrongState } from "./kinds/wrong-state.ts";
import { leavesNamelessQueue } from "./leftovers.ts";
import type { Draft, Kind } from "./draft.ts";
import { isRunning, PROTOCOL_HEADER } from "./stages.ts";
import { walkFrames } from "./walk-frames.ts";

export interface Input extends Draft {
  readonly index: number;
  readonly kind: string;
  readonly channel: number;
  /**
   * How the client goes on: it asks something, to see whether the connection still answers; or closes its end;
   * or resets the connection.
   */
  readonly then: "ask" | "hang up" | "vanish";
  /** So long the broker may leave it in silence on purpose: a failed handshake or framing (CN4, FR4), half a handshake (CN5). */
  readonly silenceMs: 0 | 3_000 | 10_000;
  /** update-secret is what the client asks. So many the input itself may contain. */
  readonly questions: number;
}

/** So many of twenty inputs are of that kind. */
const KINDS: readonly (readonly [share: number, name: string, kind: Kind])[] = [
  [1, "noise at the start", noiseFirst],
  [2, "noise later", noiseLater],
  [6, "valid frames, mutated", mutated],
  [5, "a field broken", brokenFieldOf],
  [2, "truncated", truncated],
  [2, "in the wrong state", wrongState],
  [2, "content broken", brokenContent],
];
const TURNS = KINDS.flatMap(([share, name, kind]) =>
  Array.from({ length: share }, (_, nth) => ({ share, nth, name, kind })),
);

const CHANNELS = 60_000;
const FIRST_FRAME_BYTES = 4096;
const FRAME_BYTES = 131_072;
const VANISH = 0.03;
/** The rarer, the less of the run is waiting. */
const PATIENT = 0.2;
const PATIENT_FOR_TEN_SECONDS = 0.02;

/** The input of that index: the same for the same seed, whatever came before. */
export function inputAt(seed: number, index: number): Input {
  const { share, nth, name, kind } = TURNS[index % TURNS.length]!;
  const rng = seededRng(Math.imul(seed, 0x9e37_79b1) + index);
  const turn = Math.floor(index / TURNS.length) * share + nth;
  const channel = 1 + (index % CHANNELS);
  for (;;) {
    const draft = kind(rng, channel, turn);
    if (leavesNamelessQueue(draft.bytes)) continue;
    return { ...draft, index, kind: name, channel, ...ending(rng, draft) };
  }
}

function ending(
  rng: Rng,
  { stage, bytes }: Draft,
): Pick<Input, "then" | "silenceMs" | "questions"> {
  const isOpen = isRunning(stage);
  const framed = stage === "nothing said" ? bytes.subarray(PROTOCOL_HEADER.length) : bytes;
  const { frames, end } = walkFrames(framed, isOpen ? FRAME_BYTES : FIRST_FRAME_BYTES);
  const questions = frames.filter(isUpdateSecret).length;
  if (chance(rng, VANISH)) return { then: "vanish", silenceMs: 0, questions };
  if (isOpen && end !== "broken") {
    return { then: end === "whole" ? "ask" : "hang up", silenceMs: 0, questions };
  }
  // Who knows how far these brought the handshake, and how long the rest of a frame is waited for there?
  if (!isOpen && end !== "whole" && frames.length > 0) {
    return { then: "hang up", silenceMs: 0, questions };
  }
  const isHalf = end === "cut";
  if (!chance(rng, isHalf ? PATIENT_FOR_TEN_SECONDS : PATIENT)) {
    return { then: "hang up", silenceMs: 0, questions };
  }
  return { then: "ask", silenceMs: isHalf ? 10_000 : 3_000, questions };
}

function isUpdateSecret({ type, channel, payload }: Frame): boolean {
  return type === FRAME_METHOD && channel === 0 && payload[1] === 10 && payload[3] === 70;
}
