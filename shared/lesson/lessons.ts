import { allBusy } from "./all-busy.ts";
import { durablePersistent } from "./durable-persistent.ts";
import { fairByWhat } from "./fair-by-what.ts";
import { fairLoses } from "./fair-loses.ts";
import { fiveMessages } from "./five-messages.ts";
import { forgottenAck } from "./forgotten-ack.ts";
import { freeLab } from "./free-lab.ts";
import { hungWorker } from "./hung-worker.ts";
import { killAWorker } from "./kill-a-worker.ts";
import { lateJoiner } from "./late-joiner.ts";
import type { LessonId } from "./lesson-id.ts";
import type { Lesson } from "./lesson.ts";
import { oddHeavy } from "./odd-heavy.ts";
import { oneWorker } from "./one-worker.ts";
import { prefetchDial } from "./prefetch-dial.ts";
import { prefetchOne } from "./prefetch-one.ts";
import { redeclare } from "./redeclare.ts";
import { twoWorkers } from "./two-workers.ts";
import { vanishedMessage } from "./vanished-message.ts";

export const lessons: Readonly<Record<LessonId, Lesson>> = {
  "one-worker": oneWorker,
  "two-workers": twoWorkers,
  "five-messages": fiveMessages,
  "odd-heavy": oddHeavy,
  "prefetch-one": prefetchOne,
  "fair-by-what": fairByWhat,
  "kill-a-worker": killAWorker,
  "forgotten-ack": forgottenAck,
  "hung-worker": hungWorker,
  "durable-persistent": durablePersistent,
  redeclare,
  "vanished-message": vanishedMessage,
  "late-joiner": lateJoiner,
  "prefetch-dial": prefetchDial,
  "fair-loses": fairLoses,
  "all-busy": allBusy,
  "free-lab": freeLab,
};
