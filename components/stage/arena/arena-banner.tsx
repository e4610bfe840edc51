import { useMessages } from "#components/i18n/messages-provider.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import type { Messages } from "#shared/messages/messages.ts";
import type { RefusedRedeclare } from "#shared/run/run-state.ts";
import type { CountMismatch } from "#shared/run-log/run-event.ts";

interface ArenaBannerProps {
  readonly refusal: { readonly replyCode: number; readonly replyText: string } | null;
  readonly redeclare: RefusedRedeclare | null;
  readonly durable: boolean;
  readonly mismatch: CountMismatch | undefined;
  readonly canSteer: boolean;
  readonly onTurnOnDurable: () => void;
}

/** What went wrong in this arena, in the broker's words and ours, and what to do. */
export function ArenaBanner(props: ArenaBannerProps) {
  const { refusal, redeclare, durable, mismatch, canSteer, onTurnOnDurable } = props;
  const messages = useMessages();
  const { problem } = messages.stage;
  if (!refusal && !redeclare && !mismatch) return null;
  return (
    <div role="alert" className="mb-2 flex flex-col gap-2">
      {refusal && (
        <Banner
          kind="loss"
          title={refusalTitle(messages, refusal.replyCode)}
          actions={
            canSteer && !durable && refusal.replyCode !== PRECONDITION_FAILED ? (
              <Button onClick={onTurnOnDurable}>{problem.turnOnDurable}</Button>
            ) : undefined
          }
        >
          {refusalRemedy(messages, refusal.replyCode)} {problem.answered(refusal.replyText)}
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

function refusalTitle({ stage: { problem } }: Messages, replyCode: number): string {
  if (replyCode === INTERNAL_ERROR) return problem.refusedTransient(replyCode);
  if (replyCode === PRECONDITION_FAILED) return problem.refusedMismatch(replyCode);
  return problem.refused(replyCode);
}

function refusalRemedy({ stage: { problem } }: Messages, replyCode: number): string {
  if (replyCode === INTERNAL_ERROR) return problem.refusedTransientDo;
  return replyCode === PRECONDITION_FAILED ? problem.refusedMismatchDo : "";
}
