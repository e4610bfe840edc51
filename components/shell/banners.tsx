import type { LabActions } from "#client/actions/lab-actions.ts";
import type { Link } from "#client/connection/lab-connection.ts";
import type { SendProblem } from "#client/connection/lab-socket.ts";
import { seconds } from "#components/i18n/format.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import type { BrokerStatus } from "#shared/protocol/lab-state.ts";
import { may, type Role } from "#shared/protocol/rights.ts";
import type { RunState } from "#shared/run/run-state.ts";
import { problemText } from "#components/words/problem-text.ts";
import { useSecondsBehind } from "./source-badge.tsx";

interface BannersProps {
  readonly link: Link;
  readonly broker: BrokerStatus;
  readonly roles: readonly Role[] | null;
  /** The run as it is by now, whatever moment is looked at. */
  readonly run: RunState;
  /** Events this browser has. */
  readonly eventCount: number;
  /** What was asked for last and could not be done. */
  readonly problem: SendProblem | null;
  readonly onDismiss: () => void;
  readonly onReconnect: () => void;
  readonly onReload: () => void;
  readonly actions: Pick<LabActions, "send">;
}

/** Everything that is not as it should be, in words, with what can be done about it. */
export function Banners(props: BannersProps) {
  const { link, broker, run, eventCount, problem, onDismiss, onReconnect, actions } = props;
  const roles = props.roles ?? [];
  const messages = useMessages();
  const { banner } = messages.shell;

  return (
    <>
      {link.state === "outdated" && (
        <Banner
          kind="wait"
          title={banner.oldPage}
          actions={<Button onClick={props.onReload}>{banner.reload}</Button>}
        >
          {banner.oldPageBody}
        </Banner>
      )}
      {link.state === "reconnecting" && (
        <OfflineBanner link={link} eventCount={eventCount} onReconnect={onReconnect} />
      )}
      {broker.state === "down" && (
        <BrokerBanner broker={broker} run={run} roles={roles} actions={actions} />
      )}
      {broker.state === "up" && broker.restartDue && (
        <Banner kind="wait" title={banner.restartDue}>
          {banner.restartDueBody}
        </Banner>
      )}
      {run.outcome === "failed" && (
        <Banner kind="loss" title={banner.runFailed}>
          {banner.runFailedBody}
        </Banner>
      )}
      {props.roles !== null && !may(roles, "run") && <Banner kind="note" title={banner.watching} />}
      {problem !== null && (
        <div role="alert">
          <Banner
            kind="wait"
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
  readonly roles: readonly Role[];
  readonly actions: Pick<LabActions, "send">;
}

function BrokerBanner({ broker, run, roles, actions }: BrokerBannerProps) {
  const { banner } = useMessages().shell;
  const lostAtMs = run.brokerLost?.atMs;
  return (
    <Banner
      kind="loss"
      title={lostAtMs === undefined ? banner.brokerDownNoRun : banner.brokerDown(seconds(lostAtMs))}
      actions={
        <>
          {may(roles, "retry-broker") && (
            <Button onClick={() => void actions.send({ type: "retry-broker" })}>
              {banner.retryNow}
            </Button>
          )}
          {broker.external && may(roles, "use-embedded-broker") && (
            <Button look="ghost" onClick={() => void actions.send({ type: "use-embedded-broker" })}>
              {banner.useEmbedded}
            </Button>
          )}
        </>
      }
    >
      {lostAtMs === undefined
        ? banner.brokerDownNoRunBody(broker.reason)
        : banner.brokerDownBody(broker.reason)}
    </Banner>
  );
}
