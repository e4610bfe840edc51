import { giveBackNext, workDone } from "./at-the-queue.ts";
import { comeWithSpeed, hang, pause, resume, setAcking, setSpeed } from "./conduct.ts";
import type { Consequences } from "./consequences.ts";
import { take } from "./hands.ts";
import {
  adopt,
  attach,
  close,
  come,
  consumeAnew,
  die,
  leave,
  loseBroker,
  loseConnection,
  restart,
  sayAckRefused,
  stopTaking,
  suspend,
  wakeUp,
} from "./life.ts";
import type { At, Present, WorkerState } from "./worker-state.ts";
import type { Told, WorkerStimulus } from "./worker-stimulus.ts";

/** What a worker of one kind does about what happens: what comes of it is told to `then`. */
type Handler<State, Stimulus> = (
  state: State,
  stimulus: Stimulus,
  then: Consequences,
) => WorkerState;

type Where = WorkerState["is"];
type What = WorkerStimulus["type"];

type Table = {
  readonly [Type in What]: { readonly [Is in Where]?: Handler<At<Is>, Told<Type>> };
};

/** The transition table: what happens, where, and what comes of it. Elsewhere it means nothing. */
const TABLE: Table = {
  come: { away: come },
  attach: { connecting: attach },
  suspend: { consuming: suspend, moving: suspend },
  consume: { away: adopt, connecting: adopt, suspended: consumeAnew },
  close: { away: close, connecting: close, ...present(close) },

  delivered: { consuming: take, suspended: take, leaving: take },
  cancelled: { leaving: stopTaking },
  "ack-refused": { away: sayAckRefused, ...present(sayAckRefused) },
  "connection-lost": { connecting: loseConnection, ...present(loseConnection) },
  "queue-lost": { connecting: loseBroker, ...present(loseBroker) },
  "broker-lost": { connecting: loseBroker, ...present(loseBroker) },

  "work-done": present(workDone),

  pause: { connecting: pause, ...present(pause) },
  hang: { connecting: hang, ...present(hang) },
  resume: { away: wakeUp, connecting: resume, ...present(resume) },
  "set-speed": { away: comeWithSpeed, connecting: setSpeed, ...present(setSpeed) },
  "set-acking": { connecting: setAcking, ...present(setAcking) },
  nack: present(giveBackNext),
  reject: present(giveBackNext),
  stop: { connecting: close, consuming: leave, suspended: leave, moving: leave },
  kill: { connecting: die, ...present(die) },
  restart: { away: restart, connecting: restart, ...present(restart) },
};

/**
 * One worker: a consumer on a connection of its own that works on `concurrency` tasks at a time, in order of
 * arrival, and holds the rest. Pure: the same machine is driven by an AMQP connection and a timer, by a
 * simulation's virtual clock, or by a person's thumb.
 *
 * @param then told of its consequences on the way, what is reported before anything it could cause: it may not tell
 *   the worker anything before the step is over.
 * @see dask/distributed, worker_state_machine.py, for the form: stimuli in, instructions out.
 */
export function advance(
  state: WorkerState,
  stimulus: WorkerStimulus,
  then: Consequences,
): WorkerState {
  // What the table's type says of every cell: its handler takes what leads to it.
  const handle = TABLE[stimulus.type][state.is] as Handler<WorkerState, WorkerStimulus> | undefined;
  return handle ? handle(state, stimulus, then) : state;
}

/** The same wherever it is at the queue. */
function present<Stimulus>(handler: Handler<Present, Stimulus>) {
  return {
    consuming: handler,
    suspended: handler,
    moving: handler,
    leaving: handler,
    finishing: handler,
  };
}
