import { DropdownMenu as Radix } from "radix-ui";
import type { ReactElement, ReactNode } from "react";
import { Icon } from "./icon.tsx";

interface MenuProps {
  /** The one element that opens it. */
  readonly trigger: ReactElement;
  readonly label: string;
  readonly children: ReactNode;
  readonly align?: "start" | "center" | "end";
}

/** A list of things to do or choose from. Holds `MenuItem`s and `MenuChoice`s. */
export function Menu({ trigger, label, children, align = "start" }: MenuProps) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className="pop-in z-40 max-h-[var(--radix-dropdown-menu-content-available-height)] max-w-[min(420px,calc(100vw-16px))] overflow-y-auto rounded-pop border border-line-2 bg-surface p-1 text-body shadow-pop"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

const ITEM =
  "flex min-h-[30px] cursor-pointer items-center gap-2 rounded-ctl px-2 py-1 outline-none select-none data-[disabled]:cursor-default data-[disabled]:text-ink-3 data-[highlighted]:bg-sunken";

interface MenuItemProps {
  readonly onSelect: () => void;
  readonly disabled?: boolean;
  readonly children: ReactNode;
}

export function MenuItem({ onSelect, disabled = false, children }: MenuItemProps) {
  return (
    <Radix.Item className={ITEM} disabled={disabled} onSelect={onSelect}>
      {children}
    </Radix.Item>
  );
}

interface MenuChoiceProps<Value extends string> {
  readonly value: Value | "";
  readonly onChange: (value: Value) => void;
  readonly options: readonly { readonly value: Value; readonly content: ReactNode }[];
  readonly disabled?: boolean;
}

/** One of several, the present one ticked. */
export function MenuChoice<Value extends string>({
  value,
  onChange,
  options,
  disabled = false,
}: MenuChoiceProps<Value>) {
  return (
    <Radix.RadioGroup value={value}>
      {options.map((option) => (
        <Radix.RadioItem
          key={option.value}
          value={option.value}
          disabled={disabled}
          className={ITEM}
          onSelect={() => {
            onChange(option.value);
          }}
        >
          <span className="w-4 flex-none">
            <Radix.ItemIndicator>
              <Icon name="check" size={14} />
            </Radix.ItemIndicator>
          </span>
          {option.content}
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}

export function MenuLine() {
  return <Radix.Separator className="mx-2 my-1 h-px bg-line" />;
}
