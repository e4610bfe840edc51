import { Dialog as Radix } from "radix-ui";
import { useRef, type ReactNode } from "react";
import { Icon } from "./icon.tsx";

interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** Names the button that closes it. */
  readonly closeLabel: string;
  readonly width?: number;
  readonly children: ReactNode;
}

/** Takes the keyboard until it is closed; Escape does that too. */
export function Dialog({ open, onClose, title, closeLabel, width = 560, children }: DialogProps) {
  /** What had the keyboard before. */
  const before = useRef<Element | null>(null);
  return (
    <Radix.Root
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
    >
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-50 bg-[rgb(14_17_22/0.35)]" />
        <Radix.Content
          aria-describedby={undefined}
          onOpenAutoFocus={(event) => {
            before.current = document.activeElement;
            const field = firstField(event.currentTarget);
            if (field === undefined) return;
            event.preventDefault();
            field.focus();
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (before.current instanceof HTMLElement) before.current.focus();
          }}
          style={{ width: `min(${width}px, calc(100vw - 24px))` }}
          className="pop-in fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-32px)] -translate-x-1/2 -translate-y-1/2 flex-col rounded-pop border border-line-2 bg-surface shadow-pop"
        >
          <div className="flex items-center justify-between border-b border-line px-4 py-2.5">
            <Radix.Title className="text-lane">{title}</Radix.Title>
            <Radix.Close
              aria-label={closeLabel}
              className="-mr-1.5 grid size-7 place-items-center rounded-ctl text-ink-2 hover:text-ink"
            >
              <Icon name="close" />
            </Radix.Close>
          </div>
          <div className="min-h-0 overflow-y-auto p-4">{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Where one would start to type; a dialog without a field starts at its close button. */
function firstField(dialog: EventTarget | null): HTMLElement | undefined {
  if (!(dialog instanceof HTMLElement)) return undefined;
  return [...dialog.querySelectorAll<HTMLElement>("textarea, input")].find(
    (field) => field.closest("[hidden]") === null,
  );
}
