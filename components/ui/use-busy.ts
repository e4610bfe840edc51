import { useState } from "react";

/** Whether something that was begun is still going on. @returns with it, what begins it. */
export function useBusy(): readonly [boolean, (work: Promise<unknown>) => void] {
  const [count, setCount] = useState(0);
  const begin = (work: Promise<unknown>) => {
    setCount((before) => before + 1);
    void work.finally(() => {
      setCount((before) => before - 1);
    });
  };
  return [count > 0, begin];
}
