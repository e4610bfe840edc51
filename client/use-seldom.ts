import { useEffect, useRef, useState } from "react";

/** A value that changes faster than anyone reads: no oftener than once in `everyMs` of wall time, and the latest in the end. */
export function useSeldom<Value>(value: Value, everyMs: number): Value {
  const [shown, setShown] = useState(value);
  const shownAtMs = useRef(-Infinity);
  useEffect(() => {
    if (value === shown) return undefined;
    const waitMs = Math.max(0, shownAtMs.current + everyMs - performance.now());
    const timer = setTimeout(() => {
      shownAtMs.current = performance.now();
      setShown(value);
    }, waitMs);
    return () => {
      clearTimeout(timer);
    };
  }, [value, shown, everyMs]);
  return shown;
}
