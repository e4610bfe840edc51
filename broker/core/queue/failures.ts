/**
 * What a dead letter knows of how often it failed where it came from: nothing; what the next quorum queue tells of it and
 * counts anew; or what every queue counts on (QM49, QM50).
 */
export type FailureMemory = "forgotten" | "told" | "counted";

/** How a message fails: given back as rejected, left behind by a channel, or refused for good. */
export type Failure = "returned" | "abandoned" | "refused";

const REMEMBERED: Readonly<Record<FailureMemory, readonly Failure[]>> = {
  forgotten: [],
  told: ["abandoned", "refused"],
  counted: ["returned", "abandoned", "refused"],
};

/** Whether its dead letter will tell of that. */
export function isRemembered(failure: Failure, memory: FailureMemory): boolean {
  return REMEMBERED[memory].includes(failure);
}
