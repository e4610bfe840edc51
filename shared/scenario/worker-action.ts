/** What can be done to a worker: by a person, or by a scenario's faults. */
export type WorkerAction =
  /** Its socket dies, as with kill -9. */
  | { readonly type: "kill" }
  /** Finishes its task, acknowledges it, gives back the rest, and leaves. */
  | { readonly type: "stop" }
  /** Works no further; keeps what it holds. */
  | { readonly type: "pause" }
  /** The same, and is stuck. Without heartbeats the broker takes it for dead after a while. */
  | { readonly type: "hang"; readonly heartbeats: boolean }
  /** Ends a pause or a hang: it goes on where it was. */
  | { readonly type: "resume" }
  | { readonly type: "set-speed"; readonly speed: number }
  /** Whether it acknowledges what it has done. */
  | { readonly type: "set-acking"; readonly acking: boolean }
  /** basic.nack of the task in hand, else of the next one it holds. */
  | { readonly type: "nack"; readonly requeue: boolean }
  /** basic.reject of the same. */
  | { readonly type: "reject"; readonly requeue: boolean }
  /** Comes back as a new consumer; dies first if it is there. */
  | { readonly type: "restart" };
