import type { MenuProps } from "./radix-menu.tsx";
import { useLateOpener } from "./use-late-opener.ts";

const load = () => import("./radix-menu.tsx").then(({ RadixMenu }) => RadixMenu);

/**
 * A list of things to choose from or to do.
 *
 * Its machinery arrives after the first picture, and is mounted when first asked for.
 */
export function Menu(props: MenuProps) {
  const { Opened, byKeyboard, trigger } = useLateOpener(load, props.trigger, "menu");
  return Opened === null ? trigger : <Opened {...props} openedByKeyboard={byKeyboard} />;
}
