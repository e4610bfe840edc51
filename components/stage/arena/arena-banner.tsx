import { useMessages } from "#components/i18n/messages-provider.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import type { Messages } from "#shared/messages/messages.ts";
import type { RefusedRedeclare } from "#shared/run/run-state.ts";
import type { Strategy } from "#shared/scenario/strategy.ts";
import type { CountMismatch } from "#shared/run-log/run-event.ts";

interface ArenaBannerProps {
  readonly refusal: { readonly replyCode: number; readonly replyText: string } | null;
  readonly redeclare: RefusedRedeclare | null;
  /** As planned by now. */
  readonly planned: Pick<Strategy, "durable" | "queueType">;
  readonly mismatch: CountMismatch | undefined;
  readonly canSteer: boolean;
  readonly onTurnOnDurable: () => void;
}

/** What went wrong in this arena, in the broker's words and ours, and what to do. */
export function ArenaBanner(props: ArenaBannerProps) {
  const { refusal, redeclare, planned, mismatch, canSteer, onTurnOnDurable } = props;
  const messages = useMessages();
  const { problem } = messages.stage;
  if (!refusal && !redeclare && !mismatch) return null;
  const cause = refusal && causeOf(refusal.replyCode, planned);
  return (
    <div role="alert" className="mb-2 flex flex-col gap-2">
      {refusal && cause && (
        <Banner
          kind="loss"
          title={problem.title[cause](refusal.replyCode)}
          actions={
            canSteer && !planned.durable && cause !== "mismatch" ? (
              <Button onClick={onTurnOnDurable}>{problem.turnOnDurable}</Button>
            ) : undefined
          }
        >
          {problem.remedy[cause]} {problem.answered(refusal.replyText)}
        </Banner>
      )}
      {redeclare && <RedeclareBanner {...redeclare} />}
      {mismatch && (
        <Banner
          kind="loss"
          title={
            mismatch.counted === null
              ? problem.mismatchUnknown(mismatch.expected)
              : problem.mismatch(mismatch.expected, mismatch.counted)
          }
        />
      )}
    </div>
  );
}

/** The broker's words as they are, whatever the language. */
function RedeclareBanner({ replyCode, replyText, channel, ...asked }: RefusedRedeclare) {
  const { redeclare } = useMessages().lint;
  return (
    <Banner kind="note" title={redeclare.title(replyCode)}>
      <code lang="en" className="block font-mono text-small [overflow-wrap:anywhere]">
        {replyText}
      </code>
      {redeclare.channel(channel)} {redeclare.remedies(asked)}
    </Banner>
  );
}

const INTERNAL_ERROR = 541;
const PRECONDITION_FAILED = 406;

type Cause = keyof Messages["stage"]["problem"]["title"];

/** Why a queue was refused, as far as the code and what was asked for tell. */
function causeOf(
  replyCode: number,
  { durable, queueType }: Pick<Strategy, "durable" | "queueType">,
): Cause {
  if (replyCode === INTERNAL_ERROR) return "transient";
  if (replyCode !== PRECONDITION_FAILED) return "other";
  return queueType === "quorum" && !durable ? "transientQuorum" : "mismatch";
}
