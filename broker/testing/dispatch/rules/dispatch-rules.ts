import { acknowledgementRules } from "./acknowledgement-rules.ts";
import { consumerRules } from "./consumer-rules.ts";
import { prefetchRules } from "./prefetch-rules.ts";
import { priorityRules } from "./priority-rules.ts";
import { quorumReturnRules } from "./quorum-return-rules.ts";
import { quorumRules } from "./quorum-rules.ts";
import { requeueRules } from "./requeue-rules.ts";
import { singleActiveRules } from "./single-active-rules.ts";
import { turnRules } from "./turn-rules.ts";
import type { Rule } from "./rule.ts";

/** docs/spec/dispatch.md and consumers.md as transcripts, and what amqp.md says of consumers. */
export const dispatchRules: readonly (readonly [heading: string, rules: readonly Rule[]])[] = [
  ["turn", turnRules],
  ["prefetch", prefetchRules],
  ["acknowledgements", acknowledgementRules],
  ["requeue", requeueRules],
  ["consumers", consumerRules],
  ["priorities", priorityRules],
  ["single active consumer", singleActiveRules],
  ["quorum", quorumRules],
  ["what comes back to a quorum queue", quorumReturnRules],
];
