import { cloneElement, lazy, Suspense, useState } from "react";
import type { PopoverProps } from "./radix-popover.tsx";

const RadixPopover = lazy(() =>
  import("./radix-popover.tsx").then(({ RadixPopover: popover }) => ({ default: popover })),
);

/**
 * Something small beside what opened it; Escape or a click elsewhere closes it.
 *
 * The machinery arrives after the first picture; who presses before that sees it open when it is there.
 */
export function Popover(props: PopoverProps) {
  const [pressed, setPressed] = useState(false);
  const press = () => {
    setPressed(true);
    props.onOpenChange?.(true);
  };
  return (
    <Suspense fallback={cloneElement(props.trigger, { onClick: press })}>
      <RadixPopover {...props} opensAtOnce={pressed} />
    </Suspense>
  );
}
