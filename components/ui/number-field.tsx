import { useId, type ReactNode } from "react";

interface NumberFieldProps {
  readonly label: ReactNode;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly min: number;
  readonly max: number;
  readonly step?: number | "any";
  readonly invalid?: boolean;
}

/** A number typed by hand. Keeps whatever was typed; whoever holds the text judges it. */
export function NumberField({
  label,
  value,
  onChange,
  invalid = false,
  ...limits
}: NumberFieldProps) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-small text-ink-2">
        {label}
      </label>
      <input
        id={id}
        type="number"
        inputMode="decimal"
        value={value}
        aria-invalid={invalid || undefined}
        onChange={(event) => {
          onChange(event.target.value);
        }}
        className={`h-[30px] w-full rounded-ctl border bg-surface px-2 ${invalid ? "border-lost-line" : "border-control"}`}
        {...limits}
      />
    </div>
  );
}
