import { lazy, Suspense } from "react";
import { useLab } from "#client/use-lab.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { Button } from "#components/ui/button.tsx";
import { Popover } from "#components/ui/popover.tsx";

const FaultPlan = lazy(() =>
  import("./fault-plan.tsx").then(({ FaultPlan: plan }) => ({ default: plan })),
);

/** How many faults are planned, and the way to them. */
export function FaultsButton({ locked }: { readonly locked: boolean }) {
  const { scenario, ask } = useLab();
  const { faults } = useMessages().chaos;
  const count = scenario.faults.length;
  return (
    <Popover
      label={faults.title}
      align="end"
      trigger={
        <Button
          look="ghost"
          className="-mx-2 max-md:hidden"
          aria-label={count === 0 ? faults.button : faults.count(count)}
        >
          {faults.button}
          {count > 0 && <span className="text-ink-3">{count}</span>}
        </Button>
      }
    >
      <Suspense>
        <FaultPlan
          scenario={scenario}
          locked={locked}
          onAdd={(fault) => ask({ type: "add-fault", fault })}
          onRemove={(index) => void ask({ type: "remove-fault", index })}
        />
      </Suspense>
    </Popover>
  );
}
