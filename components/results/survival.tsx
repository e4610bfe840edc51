import { useMemo } from "react";
import { seconds } from "#components/i18n/format.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { outagesOf, type ArmOutage, type Outage } from "#shared/run/outage.ts";
import type { RunState } from "#shared/run/run-state.ts";

/** What outlived the broker, durable × persistent, after each time it went away. */
export function Survival({ run }: { readonly run: RunState }) {
  const outages = useMemo(() => outagesOf(run), [run]);
  return outages.map((outage) => <TwoByTwo key={outage.stoppedAtMs} outage={outage} />);
}

function TwoByTwo({ outage }: { readonly outage: Outage }) {
  const { survival } = useMessages().chaos;
  const cell = (durable: boolean, persistent: boolean) => (
    <td className="min-w-[200px] border border-line-2 px-3 py-2 align-top">
      <Cell
        arms={outage.arms.filter((arm) => arm.durable === durable && arm.persistent === persistent)}
        outage={outage}
      />
    </td>
  );
  return (
    <table className="border-collapse self-start text-small">
      <caption className="mb-1 text-left text-body font-semibold">
        {survival.title(seconds(outage.stoppedAtMs), outage.kill)}
      </caption>
      <thead>
        <tr className="text-left text-ink-2">
          <td />
          <Heading scope="col" name={survival.persistentMessages} />
          <Heading scope="col" name={survival.transientMessages} />
        </tr>
      </thead>
      <tbody>
        {([true, false] as const).map((durable) => (
          <tr key={String(durable)}>
            <Heading scope="row" name={durable ? survival.durableQueue : survival.transientQueue} />
            {cell(durable, true)}
            {cell(durable, false)}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Heading({ scope, name }: { readonly scope: "row" | "col"; readonly name: string }) {
  return (
    <th scope={scope} className="px-3 py-1 text-left font-normal whitespace-nowrap text-ink-2">
      {name}
    </th>
  );
}

interface CellProps {
  readonly arms: readonly ArmOutage[];
  readonly outage: Outage;
}

function Cell({ arms, outage }: CellProps) {
  const { survival } = useMessages().chaos;
  if (arms.length === 0) return <span className="text-ink-3">{survival.none}</span>;
  if (outage.startedAtMs === null) {
    return (
      <span className="text-ink-2">
        {outage.restartFailed ? survival.notBack : survival.waiting}
      </span>
    );
  }
  return arms.map(({ arm, survived, atStake, flagged, lost }) => (
    <div key={arm}>
      <p className={`font-semibold ${survived < atStake ? "text-lost-text" : "text-done-text"}`}>
        {survival.cell(arm, survived, atStake)}
      </p>
      {flagged > 0 && <p className="text-redelivered-text">{survival.flagged(flagged)}</p>}
      {[...lost].map(([why, count]) => (
        <p key={why} className="text-ink-2">
          {survival.lost(count, survival.why[why])}
        </p>
      ))}
    </div>
  ));
}
