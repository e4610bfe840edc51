import { useEffect, useState } from "react";
import type * as Forecasts from "./foreseen.ts";

type Foreseen = typeof Forecasts;

/** The simulation comes after the page: nobody needs a forecast to see it. @returns `null` until it is there. */
export function useForeseen(): Foreseen | null {
  const [foreseen, setForeseen] = useState<Foreseen | null>(null);
  useEffect(() => {
    let isWanted = true;
    void import("./foreseen.ts").then((module) => {
      if (isWanted) setForeseen(module);
    });
    return () => {
      isWanted = false;
    };
  }, []);
  return foreseen;
}
