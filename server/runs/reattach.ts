import type { RunEvent } from "#shared/run-log/run-event.ts";
import type { ArmGroup } from "./arm-group.ts";
import { messageOf } from "./outcome-of.ts";
import type { RunBroker } from "./run-options.ts";

export interface ReattachPorts {
  readonly report: (event: RunEvent) => void;
  /** Whether the run is still on. */
  readonly isOn: () => boolean;
}

/** `unreachable`: the broker is not there after all. `lost`: it went again, after it had come. */
export type Reattached =
  | { readonly how: "attached" | "refused" | "unreachable" }
  | { readonly how: "lost"; readonly reason: string };

/** Attaches everything to a broker that is back. */
export async function reattach(
  arms: ArmGroup,
  { url, identity }: RunBroker,
  { report, isOn }: ReattachPorts,
): Promise<Reattached> {
  try {
    await arms.connect(url);
  } catch {
    return { how: "unreachable" };
  }
  if (!isOn()) {
    await arms.close();
    return { how: "unreachable" };
  }
  report({ type: "broker-started", broker: identity });
  try {
    const messageCounts = await arms.declare();
    if (!messageCounts) return { how: "refused" };
    await arms.account(messageCounts, false);
    await arms.recover(url);
    if (arms.areConnected) return { how: "attached" };
    return { how: "lost", reason: "the connection was lost again" };
  } catch (error) {
    return { how: "lost", reason: messageOf(error) };
  }
}
