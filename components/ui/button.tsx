import type { ComponentProps } from "react";

type Look = "primary" | "line" | "ghost" | "icon";

interface ButtonProps extends ComponentProps<"button"> {
  readonly look?: Look;
}

const LOOKS: Readonly<Record<Look, string>> = {
  primary: "bg-ink pr-3.5 pl-[11px] text-on-ink",
  line: "border border-line-2 bg-surface px-[11px] hover:border-control",
  ghost: "px-2 text-ink-2 hover:text-ink",
  icon: "w-[30px] justify-center max-sm:w-9 text-ink-2 hover:text-ink",
};

/** A 30 px button; 44 px on a phone. Disabled ones stay in place, dimmed. */
export function Button({ look = "line", className = "", type = "button", ...rest }: ButtonProps) {
  return (
    <button
      type={type}
      className={`inline-flex h-[30px] flex-none max-sm:h-11 items-center gap-1.5 rounded-ctl text-body font-medium whitespace-nowrap disabled:opacity-45 aria-disabled:opacity-45 aria-busy:cursor-progress aria-busy:opacity-70 ${LOOKS[look]} ${className}`}
      {...rest}
    />
  );
}
