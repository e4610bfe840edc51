import { useMessages } from "#components/i18n/messages-provider.tsx";
import { Button } from "#components/ui/button.tsx";
import { useBusy } from "#components/ui/use-busy.ts";
import { BurstForm } from "./burst-form.tsx";

interface BrokerRestartProps {
  readonly canRestart: boolean;
  /** Whether this browser may restart it… */
  readonly canSteer: boolean;
  /** …and publish a burst. */
  readonly canBurst: boolean;
  readonly isRunOn: boolean;
  /** Resolves when the broker has answered. */
  readonly onRestart: (kill: boolean) => Promise<unknown>;
  readonly onBurst: (count: number, kill: boolean) => Promise<unknown>;
}

const COMMANDS = [
  "rabbitmqctl stop_app; rabbitmqctl start_app",
  "systemctl restart rabbitmq-server",
];

/** Restarts the broker, in good order or not; or says what to type where it is not ours. */
export function BrokerRestart(props: BrokerRestartProps) {
  const { canRestart, canSteer, onRestart } = props;
  const { chaos, off } = useMessages();
  const { broker } = chaos;
  const [busy, begin] = useBusy();
  return (
    <>
      <section aria-label={broker.title} className="mt-3 border-t border-line pt-3">
        <h3 className="mb-2">{broker.title}</h3>
        {!canRestart && (
          <div className="leading-read text-ink-2">
            <p>{broker.typeIt}</p>
            {COMMANDS.map((command, i) => (
              <p key={command} className="mt-1">
                {i > 0 && <span>{broker.orType} </span>}
                <code className="rounded-ctl bg-sunken px-1.5 py-0.5 font-mono text-small text-ink">
                  {command}
                </code>
              </p>
            ))}
            <p className="mt-2 text-small">{broker.notices}</p>
          </div>
        )}
        {canRestart && (
          <dl className="grid grid-cols-[auto_1fr] items-center gap-x-3 gap-y-2">
            {([false, true] as const).map((kill) => (
              <div key={String(kill)} className="contents">
                <dt>
                  <Button
                    disabled={!canSteer}
                    aria-busy={busy}
                    className="w-full justify-center"
                    onClick={() => {
                      if (!busy) begin(onRestart(kill));
                    }}
                  >
                    {kill ? broker.kill : broker.stop}
                  </Button>
                </dt>
                <dd className="text-small text-pretty text-ink-2">
                  {kill ? broker.killHint : broker.stopHint}
                </dd>
              </div>
            ))}
          </dl>
        )}
        {canRestart && !canSteer && <p className="mt-2 text-small text-ink-2">{off.viewer}</p>}
      </section>
      <BurstForm {...props} canSteer={props.canBurst} />
    </>
  );
}
