import { lazy, Suspense, type ReactElement, type ReactNode } from "react";

interface MenuAction {
  readonly key: string;
  readonly content: ReactNode;
  readonly onSelect: () => void;
}

interface MenuChoice {
  readonly value: string;
  readonly content: ReactNode;
}

export interface MenuProps {
  /** The one element that opens it. */
  readonly trigger: ReactElement;
  readonly label: string;
  readonly align?: "start" | "center" | "end";
  /** Nothing in it can be chosen now. */
  readonly locked?: boolean;
  /** One of several, the present one ticked. */
  readonly choices?: readonly MenuChoice[];
  readonly value?: string | null;
  readonly onChoose?: (value: string) => void;
  /** Below the choices: things to do. */
  readonly actions?: readonly MenuAction[];
}

const RadixMenu = lazy(() =>
  import("./radix-menu.tsx").then(({ RadixMenu: menu }) => ({ default: menu })),
);

/**
 * A list of things to choose from or to do.
 *
 * The machinery arrives after the first picture; until then the trigger only stands there.
 */
export function Menu(props: MenuProps) {
  return (
    <Suspense fallback={props.trigger}>
      <RadixMenu {...props} />
    </Suspense>
  );
}
