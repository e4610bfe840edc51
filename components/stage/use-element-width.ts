import { useCallback, useState } from "react";

/**
 * The inner width of an element, px, as it changes.
 *
 * @param initial before the element is there to be measured (on the server).
 * @returns the width, and a ref for the element.
 */
export function useElementWidth(
  initial: number,
): readonly [number, (element: Element | null) => (() => void) | undefined] {
  const [width, setWidth] = useState(initial);
  const ref = useCallback((element: Element | null) => {
    if (!element || typeof ResizeObserver === "undefined") return undefined;
    const measure = () => {
      if (element.clientWidth > 0) setWidth(element.clientWidth);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, []);
  return [width, ref];
}
