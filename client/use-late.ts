import { useEffect } from "react";
import type { Late } from "./late.ts";
import { useStore } from "./use-store.ts";

/** Asks for code after the first picture. @returns `null` until it has come; where that fails, whoever comes next asks again. */
export function useLate<Code>(late: Late<Code>): Code | null {
  useEffect(() => {
    void late.load().catch(() => undefined);
  }, [late]);
  return useStore(late);
}
