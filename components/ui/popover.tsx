import { lazy, Suspense } from "react";
import type { PopoverProps } from "./radix-popover.tsx";

const RadixPopover = lazy(() =>
  import("./radix-popover.tsx").then(({ RadixPopover: popover }) => ({ default: popover })),
);

/**
 * Something small beside what opened it; Escape or a click elsewhere closes it.
 *
 * The machinery arrives after the first picture; until then the trigger only stands there.
 */
export function Popover(props: PopoverProps) {
  return (
    <Suspense fallback={props.trigger}>
      <RadixPopover {...props} />
    </Suspense>
  );
}
