import { DropdownMenu as Radix } from "radix-ui";
import { useEffect, useRef, type ReactNode } from "react";
import { Icon } from "./icon.tsx";
import type { Trigger } from "./use-late-opener.ts";

interface MenuAction {
  readonly key: string;
  readonly content: ReactNode;
  readonly disabled?: boolean;
  readonly onSelect: () => void;
}

interface MenuChoice {
  readonly value: string;
  readonly content: ReactNode;
}

export interface MenuProps {
  readonly trigger: Trigger;
  readonly label: string;
  readonly align?: "start" | "center" | "end";
  /** Nothing in it can be chosen now. */
  readonly locked?: boolean;
  /** One of several, the present one ticked. */
  readonly choices?: readonly MenuChoice[];
  readonly value?: string | null;
  readonly onChoose?: (value: string) => void;
  /** The id of what has the keyboard after a choice; the trigger without it. */
  readonly thenFocus?: string;
  /** Below the choices: things to do. */
  readonly actions?: readonly MenuAction[];
}

const ITEM =
  "flex min-h-[30px] max-sm:min-h-11 cursor-pointer items-center gap-2 rounded-ctl px-2 py-1 outline-none select-none data-[disabled]:cursor-default data-[disabled]:text-ink-3 data-[highlighted]:bg-sunken";
const FIRST_ITEM = "[role^=menuitem]:not([data-disabled])";

/** What `Menu` is once it has been asked for. */
export function RadixMenu(props: MenuProps & { readonly openedByKeyboard: boolean }) {
  const { trigger, label, align = "start", locked = false, choices = [], actions = [] } = props;
  const { openedByKeyboard } = props;
  const content = useRef<HTMLDivElement>(null);
  const hasChosen = useRef(false);
  /** What was picked below the choices, until the menu has let go of the keyboard. */
  const picked = useRef<(() => void) | null>(null);
  // Radix didn't see the key that opened it this time, and would highlight nothing.
  useEffect(() => {
    if (openedByKeyboard) content.current?.querySelector<HTMLElement>(FIRST_ITEM)?.focus();
  }, [openedByKeyboard]);
  return (
    <Radix.Root modal={false} defaultOpen>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Content
        ref={content}
        aria-label={label}
        align={align}
        sideOffset={6}
        collisionPadding={8}
        onCloseAutoFocus={(event) => {
          const next =
            props.thenFocus === undefined ? null : document.getElementById(props.thenFocus);
          if (hasChosen.current && next !== null) {
            event.preventDefault();
            next.focus();
          }
          hasChosen.current = false;
          // After the trigger has the keyboard: a dialog opened now gives it back there.
          if (picked.current !== null) queueMicrotask(picked.current);
          picked.current = null;
        }}
        className="pop-in z-40 max-h-[var(--radix-dropdown-menu-content-available-height)] max-w-[min(420px,calc(100vw-16px))] overflow-y-auto rounded-pop border border-line-2 bg-surface p-1 text-body shadow-pop"
      >
        {choices.length > 0 && (
          <Radix.RadioGroup value={props.value ?? ""}>
            {choices.map(({ value, content }) => (
              <Radix.RadioItem
                key={value}
                value={value}
                disabled={locked}
                className={ITEM}
                onSelect={() => {
                  hasChosen.current = true;
                  props.onChoose?.(value);
                }}
              >
                <span className="w-4 flex-none">
                  <Radix.ItemIndicator>
                    <Icon name="check" size={14} />
                  </Radix.ItemIndicator>
                </span>
                {content}
              </Radix.RadioItem>
            ))}
          </Radix.RadioGroup>
        )}
        {choices.length > 0 && actions.length > 0 && (
          <Radix.Separator className="mx-2 my-1 h-px bg-line" />
        )}
        {actions.map(({ key, content, disabled = false, onSelect }) => (
          <Radix.Item
            key={key}
            disabled={locked || disabled}
            className={ITEM}
            onSelect={() => {
              picked.current = onSelect;
            }}
          >
            {choices.length > 0 && <span className="w-4 flex-none" />}
            {content}
          </Radix.Item>
        ))}
      </Radix.Content>
    </Radix.Root>
  );
}
