import { Popover as Radix } from "radix-ui";
import type { ReactNode } from "react";
import type { Trigger } from "./use-late-opener.ts";

export interface PopoverProps {
  readonly trigger: Trigger;
  readonly label: string;
  readonly children: ReactNode;
  readonly align?: "start" | "center" | "end";
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
}

/** What `Popover` is once it has been asked for. */
export function RadixPopover({
  trigger,
  label,
  children,
  align = "center",
  ...state
}: PopoverProps) {
  return (
    <Radix.Root defaultOpen {...state}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className="pop-in z-40 max-w-[min(360px,calc(100vw-16px))] rounded-pop border border-line-2 bg-surface p-3 text-body shadow-pop"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
