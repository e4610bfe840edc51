import { lazy, Suspense } from "react";
import type { MenuProps } from "./radix-menu.tsx";

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
