import type { PopoverProps } from "./radix-popover.tsx";
import { useLateOpener } from "./use-late-opener.ts";

const load = () => import("./radix-popover.tsx").then(({ RadixPopover }) => RadixPopover);

/**
 * Something small beside what opened it; Escape or a click elsewhere closes it.
 *
 * Its machinery arrives after the first picture, and is mounted when first asked for.
 */
export function Popover(props: PopoverProps) {
  const { Opened, trigger } = useLateOpener(load, props.trigger, "dialog", () => {
    props.onOpenChange?.(true);
  });
  return Opened === null ? trigger : <Opened {...props} />;
}
