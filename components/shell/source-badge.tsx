import type { Link } from "#client/connection/lab-connection.ts";
import { lazy, Suspense } from "react";
import { useLab } from "#client/use-lab.ts";
import { useSelected, useStore } from "#client/use-store.ts";
import { useWallClock } from "#client/time/use-wall-clock.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { Popover } from "#components/ui/popover.tsx";
import { releaseOf } from "#shared/run-log/broker-release.ts";
import type { BrokerStatus } from "#shared/protocol/lab-state.ts";
import type { Messages } from "#shared/messages/messages.ts";

const BrokerRestart = lazy(() =>
  import("./broker-restart.tsx").then(({ BrokerRestart: restart }) => ({ default: restart })),
);

/** Where the picture comes from, and whether this browser still gets it. */
export function SourceBadge() {
  const { connection, log, ask, can, isRunOn } = useLab();
  const { link, lab } = useStore(connection);
  const broker: BrokerStatus = lab?.broker ?? { state: "connecting" };
  const { source } = useMessages().shell;
  const behind = useSecondsBehind(link);
  const { name, body, dot } = describe(broker, source);
  const away = link.state === "reconnecting";
  const isSilent =
    useSelected(log, ({ state }) => state.brokerSilentSinceMs !== null) && broker.state === "up";
  const shown = away ? source.behind(behind) : isSilent ? source.silent : name;
  return (
    <Popover
      label={source.label}
      trigger={
        <button
          type="button"
          title={name}
          className="flex h-[30px] min-w-0 items-center gap-[7px] max-sm:h-11 max-sm:w-9 max-sm:justify-center rounded-ctl px-2 text-small whitespace-nowrap text-ink-2 hover:text-ink"
        >
          <i className={`size-[9px] flex-none ${away || isSilent ? AWAY : dot}`} />
          <span className="truncate max-lg:sr-only">{shown}</span>
        </button>
      }
    >
      <p className="font-semibold">{name}</p>
      <p className="mt-1 leading-read text-ink-2">{body}</p>
      <p className="mt-2 flex items-center gap-2 text-small text-ink-2">
        <i className={`size-[9px] ${away ? AWAY : LIVE}`} />
        {source.linkLabel}: {away ? source.behind(behind) : source.you[linkWord(link)]}
      </p>
      {broker.state === "up" && (
        <Suspense>
          <BrokerRestart
            canRestart={broker.canRestart}
            canSteer={can("restart-broker") && !away}
            canBurst={can("publish-burst") && !away}
            isRunOn={isRunOn}
            onRestart={(kill) => ask({ type: "restart-broker", kill })}
            onBurst={(count, kill) => ask({ type: "publish-burst", count, kill })}
          />
        </Suspense>
      )}
    </Popover>
  );
}

const LIVE = "rounded-full bg-done-line";
const EMBEDDED = "rounded-full border-[2.5px] border-done-line";
const AWAY = "rounded-full border-2 border-held-line";
const DOWN = "rotate-45 rounded-[1px] bg-lost-line";
const CONNECTING = "rounded-full border-[1.5px] border-dashed border-ink-2";

function describe(broker: BrokerStatus, source: Messages["shell"]["source"]) {
  switch (broker.state) {
    case "connecting":
      return { name: source.connecting, body: source.connectingBody, dot: CONNECTING };
    case "down":
      return {
        name: source.down,
        body: source.downBody(broker.reason, broker.attempt),
        dot: DOWN,
      };
    case "up": {
      const { kind, product, version } = broker.identity;
      if (kind === "embedded") {
        const name = source.embedded(releaseOf(broker.identity) ?? version);
        const body = broker.isOwn
          ? `${source.embeddedBody} ${source.ownBody}`
          : source.embeddedBody;
        return { name, body, dot: EMBEDDED };
      }
      return {
        name: source.live(product, version),
        body: source.liveBody(product, version),
        dot: LIVE,
      };
    }
  }
}

function linkWord(link: Link): "connected" | "connecting" {
  return link.state === "connected" ? "connected" : "connecting";
}

/** How long this browser has heard nothing, whole seconds. */
export function useSecondsBehind(link: Link): number {
  const away = link.state === "reconnecting";
  const nowMs = useWallClock(away);
  return away ? Math.max(0, Math.floor((nowMs - link.sinceMs) / 1000)) : 0;
}
