import { lazy, Suspense, type ReactElement, type ReactNode } from "react";

export interface PopoverProps {
  /** The one element that opens it. */
  readonly trigger: ReactElement;
  readonly label: string;
  readonly children: ReactNode;
  readonly align?: "start" | "center" | "end";
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
}

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
