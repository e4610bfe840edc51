import type { ReactNode } from "react";

/** A key, as it is written on it. */
export function Kbd({ children }: { readonly children: ReactNode }) {
  return (
    <kbd className="rounded-token border border-line-2 bg-surface px-[5px] py-px font-mono text-micro font-medium text-ink-2">
      {children}
    </kbd>
  );
}
