import { useEffect, useState } from "react";

/** Wall time on `performance.now()`'s scale, once a second while `isOn`. */
export function useWallClock(isOn: boolean): number {
  const [nowMs, setNowMs] = useState(0);
  useEffect(() => {
    if (!isOn) return undefined;
    const update = () => {
      setNowMs(performance.now());
    };
    const first = setTimeout(update);
    const interval = setInterval(update, 1000);
    return () => {
      clearTimeout(first);
      clearInterval(interval);
    };
  }, [isOn]);
  return nowMs;
}
