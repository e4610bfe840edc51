import { useEffect, useState } from "react";

const SAID_MS = 2_000;

interface Copying {
  /** What came of it: `copied` for two seconds, `refused` until the next attempt. */
  readonly said: "copied" | "refused" | null;
  readonly copy: (text: string) => void;
}

/** Copies text for the person. Browsers may refuse, and have no clipboard on a page without TLS. */
export function useCopy(): Copying {
  const [said, setSaid] = useState<Copying["said"]>(null);

  useEffect(() => {
    if (said !== "copied") return undefined;
    const timer = setTimeout(() => {
      setSaid(null);
    }, SAID_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [said]);

  const write = async (text: string) => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid("copied");
    } catch {
      setSaid("refused");
    }
  };
  return { said, copy: (text) => void write(text) };
}
