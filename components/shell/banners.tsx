import type { ActionProblem, LabActions } from "#client/lab-actions.ts";
import type { Link } from "#client/lab-connection.ts";
import { seconds } from "#components/i18n/format.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import type { BrokerStatus } from "#shared/protocol/lab-state.ts";
import type { RunState } from "#shared/run/run-state.ts";
import { problemText } from "./problem-text.ts";
import { useSecondsBehind } from "./source-badge.tsx";

interface BannersProps {
  readonly link: Link;
  readonly broker: BrokerStatus;
  readonly role: "host" | "viewer" | null;
  /** The run as it is by now, whatever moment is looked at. */
  readonly run: RunState;
  /** Events this browser has. */
  readonly eventCount: number;
  /** What was asked for last and could not be done. */
  readonly problem: ActionProblem | null;
  readonly onDismiss: () => void;
  readonly onReconnect: () => void;
  readonly actions: Pick<LabActions, "retryBroker" | "useEmbeddedBroker">;
}

/** Everything that is not as it should be, in words, with what can be done about it. */
export function Banners(props: BannersProps) {
  const { link, broker, role, run, eventCount, problem, onDismiss, onReconnect, actions } = props;
  const messages = useMessages();
  const { banner } = messages.shell;

  return (
    <>
      {link.state === "reconnecting" && (
        <OfflineBanner link={link} eventCount={eventCount} onReconnect={onReconnect} />
      )}
      {broker.state === "down" && (
        <BrokerBanner broker={broker} run={run} canSteer={role === "host"} actions={actions} />
      )}
      {run.outcome === "failed" && (
        <Banner kind="loss" title={banner.runFailed}>
          {banner.runFailedBody}
        </Banner>
      )}
      {role === "viewer" && <Banner kind="note" title={banner.watching} />}
      {problem !== null && (
        <div role="alert">
          <Banner
            kind={problem.code === "durable-next-run" ? "note" : "wait"}
            title={
              // Why is said one line above.
              problem.code === "broker-down" && broker.state === "down"
                ? banner.needsBroker
                : problemText(messages, problem)
            }
            actions={
              <Button look="ghost" onClick={onDismiss}>
                {banner.dismiss}
              </Button>
            }
          />
        </div>
      )}
    </>
  );
}

interface OfflineBannerProps {
  readonly link: Link;
  readonly eventCount: number;
  readonly onReconnect: () => void;
}

function OfflineBanner({ link, eventCount, onReconnect }: OfflineBannerProps) {
  const { banner } = useMessages().shell;
  const behind = useSecondsBehind(link);
  const attempt = link.state === "reconnecting" ? link.attempt : 0;
  return (
    <Banner
      kind="wait"
      title={banner.offline(attempt)}
      actions={<Button onClick={onReconnect}>{banner.reconnect}</Button>}
    >
      {banner.offlineBody(eventCount + 1, behind)}
    </Banner>
  );
}

interface BrokerBannerProps {
  readonly broker: Extract<BrokerStatus, { readonly state: "down" }>;
  readonly run: RunState;
  readonly canSteer: boolean;
  readonly actions: Pick<LabActions, "retryBroker" | "useEmbeddedBroker">;
}

function BrokerBanner({ broker, run, canSteer, actions }: BrokerBannerProps) {
  const { banner } = useMessages().shell;
  const lostAtMs = run.brokerLost?.atMs;
  return (
    <Banner
      kind="loss"
      title={lostAtMs === undefined ? banner.brokerDownNoRun : banner.brokerDown(seconds(lostAtMs))}
      actions={
        canSteer && (
          <>
            <Button onClick={actions.retryBroker}>{banner.retryNow}</Button>
            {broker.external && (
              <Button look="ghost" onClick={actions.useEmbeddedBroker}>
                {banner.useEmbedded}
              </Button>
            )}
          </>
        )
      }
    >
      {lostAtMs === undefined
        ? banner.brokerDownNoRunBody(broker.reason)
        : banner.brokerDownBody(broker.reason)}
    </Banner>
  );
}
