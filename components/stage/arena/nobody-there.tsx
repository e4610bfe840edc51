import { useMessages } from "#components/i18n/messages-provider.tsx";
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Kbd } from "#components/ui/kbd.tsx";

interface NobodyThereProps {
  readonly durable: boolean;
  readonly canSteer: boolean;
  readonly onAdd: () => void;
}

/** An arena without workers. */
export function NobodyThere({ durable, canSteer, onAdd }: NobodyThereProps) {
  const { stage } = useMessages();
  const { problem, controls } = stage;
  return (
    <div className="absolute inset-0 flex flex-wrap content-center items-center gap-x-5 gap-y-2 pl-2.5">
      <p className="relative bg-surface leading-normal text-ink-2">
        {durable ? problem.noWorkersSafe : problem.noWorkersTransient}
        <br />
        {problem.noWorkers}
      </p>
      {canSteer && (
        <span className="relative flex items-center gap-2 bg-surface text-ink-2">
          <Button look="primary" onClick={onAdd}>
            <Icon name="plus" size={14} />
            {controls.addWorker}
          </Button>
          {problem.pressW} <Kbd>W</Kbd>
        </span>
      )}
    </div>
  );
}
