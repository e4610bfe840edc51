import { useEffect } from "react";
import type { Link } from "#client/connection/lab-connection.ts";
import type { SendProblem } from "#client/connection/lab-socket.ts";
import { useLab } from "#client/use-lab.ts";
import { useSelected, useStore } from "#client/use-store.ts";
import { seconds } from "#components/i18n/format.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import type { BrokerStatus } from "#shared/protocol/lab-state.ts";
import { may } from "#shared/protocol/rights.ts";
import type { RunState } from "#shared/run/run-state.ts";
import { problemText } from "#components/words/problem-text.ts";
import { useSecondsBehind } from "./source-badge.tsx";

/** Long enough to read two lines twice. */
const PROBLEM_STAYS_MS = 12_000;

interface BannersProps {
  readonly onReload?: () => void;
}

/** Everything that is not as it should be, in words, with what can be done about it. */
export function Banners({ onReload = reload }: BannersProps) {
  const { connection, log, plan } = useLab();
  const { link, roles, lab } = useStore(connection);
  const broker = lab?.broker ?? CONNECTING;
  const { state: run, count: eventCount } = useStore(log);
  const problem = useProblem();
  const messages = useMessages();
  const { banner } = messages.shell;

  return (
    <>
      {link.state === "outdated" && (
        <Banner
          kind="wait"
          title={banner.oldPage}
          actions={<Button onClick={onReload}>{banner.reload}</Button>}
        >
          {banner.oldPageBody}
        </Banner>
      )}
      {link.state === "reconnecting" && (
        <OfflineBanner link={link} eventCount={eventCount} onReconnect={connection.reconnect} />
      )}
      {broker.state === "down" && <BrokerBanner broker={broker} run={run} />}
      {broker.state === "up" && run.brokerSilentSinceMs !== null && (
        <Banner kind="note" title={banner.brokerSilent(seconds(run.brokerSilentSinceMs))} />
      )}
      {broker.state === "up" && broker.restartDue && (
        <Banner kind="wait" title={banner.restartDue}>
          {banner.restartDueBody}
        </Banner>
      )}
      {broker.state === "up" && broker.diskFails && (
        <Banner kind="loss" title={banner.diskFails[broker.diskFails]}>
          {banner.diskFailsBody[broker.diskFails]}
        </Banner>
      )}
      {run.outcome === "failed" && (
        <Banner kind="loss" title={banner.runFailed}>
          {banner.runFailedBody}
        </Banner>
      )}
      {roles !== null && !may(roles, "run") && <Banner kind="note" title={banner.watching} />}
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
              <Button look="ghost" onClick={plan.dismiss}>
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
}

function BrokerBanner({ broker, run }: BrokerBannerProps) {
  const { connection, ask } = useLab();
  const roles = useStore(connection).roles ?? [];
  const { banner } = useMessages().shell;
  const lostAtMs = run.brokerLost?.atMs;
  return (
    <Banner
      kind="loss"
      title={lostAtMs === undefined ? banner.brokerDownNoRun : banner.brokerDown(seconds(lostAtMs))}
      actions={
        <>
          {may(roles, "retry-broker") && (
            <Button onClick={() => void ask({ type: "retry-broker" })}>{banner.retryNow}</Button>
          )}
          {broker.external && may(roles, "use-embedded-broker") && (
            <Button look="ghost" onClick={() => void ask({ type: "use-embedded-broker" })}>
              {banner.useEmbedded}
            </Button>
          )}
        </>
      }
    >
      {lostAtMs === undefined
        ? banner.brokerDownNoRunBody(broker.reason)
        : banner.brokerDownBody(broker.reason, broker.keepsNothing ?? false)}
    </Banner>
  );
}

/** What could not be done, until it has been read. */
function useProblem(): SendProblem | null {
  const { plan } = useLab();
  const problem = useSelected(plan, (snapshot) => snapshot.problem);
  useEffect(() => {
    if (problem === null) return undefined;
    const timer = setTimeout(plan.dismiss, PROBLEM_STAYS_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [problem, plan]);
  return problem;
}

const CONNECTING: BrokerStatus = { state: "connecting" };

function reload(): void {
  window.location.reload();
}
