/** What the broker's process holds, after a garbage collection. */
export interface Held {
  readonly connections: number;
  readonly channels: number;
  readonly queues: number;
  readonly rssBytes: number;
  /** V8's heap and the buffers outside it. */
  readonly heapBytes: number;
  /** Processor time of the longest turn of its event loop since the last measure: what no load of the machine changes. */
  readonly turnMs: number;
}

export type ToProgram =
  { readonly type: "start"; readonly dataDir: string } | { readonly type: "measure" };

export type FromProgram =
  | { readonly type: "started"; readonly port: number; readonly url: string }
  | { readonly type: "defect"; readonly text: string }
  | { readonly type: "held"; readonly held: Held };
