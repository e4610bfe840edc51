import { useId, useState, type ReactNode } from "react";
import { shortSeconds } from "#components/i18n/format.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { NumberField } from "#components/ui/number-field.tsx";
import type { Messages } from "#shared/messages/messages.ts";
import { SCENARIO_LIMITS } from "#shared/scenario/scenario-limits.ts";
import type { Fault, Scenario } from "#shared/scenario/scenario.ts";
import { workerActionName } from "#shared/scenario/worker-action-name.ts";
import { FAULT_KINDS, faultOf, type FaultKind } from "./fault-kind.model.ts";

interface FaultPlanProps {
  readonly scenario: Scenario;
  readonly locked: boolean;
  /** @returns whether it was taken. */
  readonly onAdd: (fault: Fault) => Promise<boolean>;
  readonly onRemove: (index: number) => void;
}

/** What will go wrong on purpose, and when. */
export function FaultPlan({ scenario, locked, onAdd, onRemove }: FaultPlanProps) {
  const messages = useMessages();
  const { faults } = messages.chaos;
  return (
    <div className="flex w-[320px] max-w-full flex-col gap-3">
      <h3>{faults.title}</h3>
      {scenario.faults.length === 0 && <p className="text-ink-2">{faults.none}</p>}
      <ul aria-label={faults.title} className="flex max-h-[220px] flex-col overflow-y-auto">
        {scenario.faults.map((fault, i) => {
          const what = `${faults.atSecond(shortSeconds(fault.atMs))}: ${faultText(messages, fault)}`;
          return (
            <li key={`${what} ${i}`} className="flex min-h-[30px] items-center gap-2">
              <span className="min-w-0 flex-1">{what}</span>
              <Button
                look="icon"
                aria-label={faults.remove(what)}
                title={faults.remove(what)}
                disabled={locked}
                onClick={() => {
                  onRemove(i);
                }}
              >
                <Icon name="close" size={13} />
              </Button>
            </li>
          );
        })}
      </ul>
      {locked ? (
        <p className="text-small text-ink-2">{faults.locked}</p>
      ) : (
        <NewFault scenario={scenario} onAdd={onAdd} />
      )}
    </div>
  );
}

function NewFault({ scenario, onAdd }: Pick<FaultPlanProps, "scenario" | "onAdd">) {
  const { chaos } = useMessages();
  const { faults } = chaos;
  const workers = [
    ...new Set(scenario.arms.flatMap((arm) => arm.workers.map(({ worker }) => worker))),
  ];
  const [kind, setKind] = useState<FaultKind>("kill");
  const [worker, setWorker] = useState(workers[0]);
  const [at, setAt] = useState("5");
  const [isBad, setBad] = useState(false);
  const maxS = SCENARIO_LIMITS.maxAtMs / 1000;
  const ofBroker = kind === "restart-broker" || kind === "kill-broker";

  const add = () => {
    const atMs = at.trim() === "" ? NaN : Number(at) * 1000;
    const isTime = atMs >= 0 && atMs <= SCENARIO_LIMITS.maxAtMs;
    setBad(!isTime);
    if (isTime && worker !== undefined) void onAdd(faultOf(kind, worker, atMs));
  };

  return (
    <form
      className="grid grid-cols-[1fr_1fr] items-end gap-2 border-t border-line pt-3"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <Choice
        label={faults.what}
        value={kind}
        onChange={(value) => {
          setKind(FAULT_KINDS.find((one) => one === value) ?? "kill");
        }}
      >
        {FAULT_KINDS.map((one) => (
          <option key={one} value={one}>
            {one === "restart-broker"
              ? faults.restart
              : one === "kill-broker"
                ? faults.killBroker
                : chaos.acts[one]}
          </option>
        ))}
      </Choice>
      <Choice
        label={faults.worker}
        value={worker ?? ""}
        disabled={ofBroker}
        onChange={(value) => {
          setWorker(workers.find((one) => one === value));
        }}
      >
        {workers.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </Choice>
      <NumberField
        label={faults.at}
        value={at}
        onChange={setAt}
        min={0}
        max={maxS}
        step="any"
        invalid={isBad}
      />
      <Button type="submit" className="justify-center">
        {faults.add}
      </Button>
      {isBad && (
        <p role="alert" className="col-span-2 text-small text-lost-text">
          {faults.badTime(maxS)}
        </p>
      )}
    </form>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly disabled?: boolean;
  readonly onChange: (value: string) => void;
  readonly children: ReactNode;
}

function Choice({ label, value, disabled = false, onChange, children }: ChoiceProps) {
  const id = useId();
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="text-small text-ink-2">
        {label}
      </label>
      <select
        id={id}
        value={value}
        disabled={disabled}
        onChange={(event) => {
          onChange(event.target.value);
        }}
        className="h-[30px] w-full rounded-ctl border border-control bg-surface px-1 text-small disabled:opacity-45"
      >
        {children}
      </select>
    </div>
  );
}

function faultText({ chaos: { acts, faults } }: Messages, fault: Fault): string {
  if (fault.type === "restart-broker") return fault.kill ? faults.killBroker : faults.restart;
  const { worker, action } = fault;
  if (action.type === "set-speed") return faults.speed(worker, action.speed);
  return faults.onWorker(acts[workerActionName(action)], worker);
}
