import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";

interface BannerProps {
  /** `loss`: something is down or wrong. `wait`: it mends itself. `note`: good to know. */
  readonly kind: "loss" | "wait" | "note";
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

const LOOKS = {
  loss: { frame: "border-lost-line bg-lost-tint", icon: "text-lost-text", name: "warning" },
  wait: { frame: "border-held-line bg-held-tint", icon: "text-held-text", name: "warning" },
  note: { frame: "border-control bg-sunken", icon: "text-ink-2", name: "info" },
} as const;

/** One line across the page: what happened, and what can be done. */
export function Banner({ kind, title, children, actions }: BannerProps) {
  const look = LOOKS[kind];
  return (
    <div
      className={`flex flex-wrap items-center gap-x-4 gap-y-1.5 border-l-[3px] px-5 py-2 leading-[1.45] ${look.frame}`}
    >
      <Icon name={look.name} className={look.icon} />
      <p className="min-w-0 flex-1 basis-72">
        <b className="font-semibold">{title}</b>
        {children !== undefined && <> {children}</>}
      </p>
      {actions !== undefined && <div className="flex flex-wrap gap-2">{actions}</div>}
    </div>
  );
}
