import type { RunState } from "#shared/run/run-state.ts";
import { createLabConnection, type LabConnection } from "./connection/lab-connection.ts";
import { createLogStore, type LogStore } from "./log/log-store.ts";
import { reckoning, runOfLog } from "./log/reckoning.ts";
import {
  createMomentTicker,
  everyFrame,
  twiceASecond,
  type MomentTicker,
} from "./time/moment-ticker.ts";
import { createPlan, type Plan } from "./plan/plan.ts";
import { createPlaybackClock, type PlaybackClock } from "./time/playback-clock.ts";

/** Everything one browser knows of one lab. */
export interface LabSession {
  readonly connection: LabConnection;
  readonly log: LogStore<RunState>;
  readonly clock: PlaybackClock;
  readonly ticker: MomentTicker;
  readonly plan: Plan;
}

/** Puts the parts together; nothing is sent before `connection.open`. */
export function createLabSession(wantsLessMotion: () => boolean): LabSession {
  const wallMs = () => performance.now();
  const log = createLogStore(runOfLog);
  const clock = createPlaybackClock(wallMs);
  const plan = createPlan({
    send: (command, id) => connection.send(command, id),
    tab: Math.random().toString(36).slice(2, 10),
  });
  const connection: LabConnection = createLabConnection({
    // Loaded after the first picture, which needs no line.
    socket: async () => {
      const [{ pageSocket }] = await Promise.all([
        import("./connection/page-socket.ts"),
        reckoning.load(),
      ]);
      return pageSocket();
    },
    store: log,
    clock,
    plan,
    wallMs,
  });
  const ticker = createMomentTicker(clock, (callback) =>
    wantsLessMotion() ? twiceASecond(callback) : everyFrame(callback),
  );
  return { connection, log, clock, ticker, plan };
}
