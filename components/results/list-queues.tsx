import { useMessages } from "#components/i18n/messages-provider.tsx";
import type { ArmState } from "#shared/run/run-state.ts";

interface ListQueuesProps {
  readonly arms: readonly ArmState[];
}

/** The tutorial's table, as `rabbitmqctl` would print it now, and beside it what only we can see. */
export function ListQueues({ arms }: ListQueuesProps) {
  const { queues } = useMessages().chaos;
  // Somebody may have deleted one: rabbitmqctl lists it no longer.
  const there = arms.filter(({ queueDeleted }) => !queueDeleted);
  return (
    <div>
      <table className="font-mono text-small" aria-label={queues.command}>
        <caption className="mb-1 text-left whitespace-nowrap text-ink-2">
          $ sudo {queues.command}
        </caption>
        <thead>
          <tr className="text-left text-ink-2">
            <Column name="name" />
            <Column name="messages_ready" />
            <Column name="messages_unacknowledged" />
            <Column name={queues.held} ours />
            <Column name={queues.running} ours />
          </tr>
        </thead>
        <tbody>
          {there.map(({ arm, queue, ready, unacked, counts }) => (
            <tr key={arm}>
              <th scope="row" className="pr-6 text-left font-normal whitespace-nowrap">
                {queue?.name ?? arm}
              </th>
              <td className="pr-6">{ready.length}</td>
              <td className="pr-6">{unacked}</td>
              <td className="border-l border-line-2 pr-6 pl-3">{counts.held}</td>
              <td className="pr-6 pl-3">{counts.running}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="mt-1 text-small text-ink-3">{queues.onlyHere}</p>
      <p className="text-small text-ink-3">{queues.note}</p>
    </div>
  );
}

function Column({ name, ours = false }: { readonly name: string; readonly ours?: boolean }) {
  return (
    <th scope="col" className={`pr-6 font-normal whitespace-nowrap ${ours ? "pl-3" : ""}`}>
      {name}
    </th>
  );
}
