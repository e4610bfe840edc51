import {
  cloneElement,
  useEffect,
  useEffectEvent,
  useState,
  type ComponentProps,
  type ComponentType,
  type ReactElement,
} from "react";

/** The one element that opens something. */
export type Trigger = ReactElement<ComponentProps<"button">>;

interface LateOpener<Props> {
  /** What was asked for, to be mounted open; `null` until it was, and has come. */
  readonly Opened: ComponentType<Props> | null;
  /** It was asked for without a pointer. */
  readonly byKeyboard: boolean;
  /** What stands there until then. */
  readonly trigger: Trigger;
}

/**
 * Something whose code is loaded after the first picture.
 *
 * A press is never lost: what was pressed before the code is there opens when it has come, unless the person has gone
 * elsewhere meanwhile. Until then the trigger stays the same element, so the keyboard stays on it. A load that fails
 * leaves the trigger, and the next press tries again.
 */
export function useLateOpener<Props>(
  load: () => Promise<ComponentType<Props>>,
  trigger: Trigger,
  opens: "menu" | "dialog",
  onOpen?: () => void,
): LateOpener<Props> {
  const [pressedBy, setPressedBy] = useState<"keyboard" | "pointer" | null>(null);
  const [Opened, setOpened] = useState<ComponentType<Props> | null>(null);
  const arrive = useEffectEvent((Arrived: ComponentType<Props>) => {
    setOpened(() => Arrived);
    onOpen?.();
  });

  useEffect(() => {
    let isWanted = pressedBy !== null;
    load().then(
      (Arrived) => {
        if (isWanted) arrive(Arrived);
      },
      () => {
        if (isWanted) setPressedBy(null);
      },
    );
    return () => {
      isWanted = false;
    };
  }, [load, pressedBy]);

  const standing = cloneElement(trigger, {
    "aria-haspopup": opens,
    "aria-expanded": false,
    onClick: ({ detail }) => {
      setPressedBy(detail === 0 ? "keyboard" : "pointer");
    },
    onKeyDown: (event) => {
      if (opens !== "menu" || event.key !== "ArrowDown") return;
      event.preventDefault();
      setPressedBy("keyboard");
    },
    onBlur: () => {
      setPressedBy(null);
    },
  });
  return { Opened, byKeyboard: pressedBy === "keyboard", trigger: standing };
}
