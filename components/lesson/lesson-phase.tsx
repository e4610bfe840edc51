import { useEffect, useRef, type ReactNode } from "react";
import { Icon } from "#components/ui/icon.tsx";

interface LessonPhaseProps {
  readonly number: number;
  readonly title: string;
  readonly state: "done" | "current" | "later";
  /** In the sheet of a narrow window only one part is in view. */
  readonly isOpened: boolean;
  readonly children: ReactNode;
}

const LOOKS = {
  done: "border-ink bg-ink text-on-ink",
  current: "border-ink bg-accent text-on-accent",
  later: "border-control text-ink-2",
} as const;

/** One of a lesson's three parts. It comes into view when its turn has come. */
export function LessonPhase({ number, title, state, isOpened, children }: LessonPhaseProps) {
  const section = useRef<HTMLElement>(null);
  const isLater = state === "later";
  const wasLater = useRef(isLater);
  useEffect(() => {
    if (wasLater.current && !isLater) section.current?.scrollIntoView({ block: "nearest" });
    wasLater.current = isLater;
  }, [isLater]);
  return (
    <section
      ref={section}
      aria-label={title}
      data-phase={state}
      className={`scroll-mb-20 grid grid-cols-[28px_minmax(0,1fr)] gap-x-3 border-t border-line py-3.5 max-lg:border-0 max-lg:py-2 ${isOpened ? "" : "max-lg:hidden"}`}
    >
      <span
        aria-hidden
        className={`mt-px grid size-6 place-items-center rounded-full border-[1.5px] text-small font-semibold ${LOOKS[state]}`}
      >
        {state === "done" ? <Icon name="check" size={13} /> : number}
      </span>
      <div className="min-w-0">
        <h2 className="text-lane leading-[26px] tracking-normal">{title}</h2>
        <div className="text-[14px] leading-[1.65] text-ink-2">{children}</div>
      </div>
    </section>
  );
}
