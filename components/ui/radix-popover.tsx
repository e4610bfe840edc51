import { Popover as Radix } from "radix-ui";
import type { ReactElement, ReactNode } from "react";

export interface PopoverProps {
  /** The one element that opens it. */
  readonly trigger: ReactElement<{ onClick?: () => void }>;
  readonly label: string;
  readonly children: ReactNode;
  readonly align?: "start" | "center" | "end";
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
}

/** What `Popover` is once it has been loaded. */
export function RadixPopover({
  trigger,
  label,
  children,
  align = "center",
  opensAtOnce,
  ...state
}: PopoverProps & { readonly opensAtOnce: boolean }) {
  return (
    <Radix.Root defaultOpen={opensAtOnce} {...state}>
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
