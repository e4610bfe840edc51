import { useMessages } from "#components/i18n/messages-provider.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import type { Messages } from "#shared/messages/messages.ts";
import type { RunState } from "#shared/run/run-state.ts";
import type { ArmId } from "#shared/scenario/scenario.ts";
import type { Strategy } from "#shared/scenario/strategy.ts";

interface RunBannersProps {
  readonly run: RunState;
  readonly canSteer: boolean;
  readonly onStrategy: (arm: ArmId, strategy: Strategy) => void;
}

/** What went wrong with the run itself: a queue refused, counts that disagree, a run that failed. */
export function RunBanners({ run, canSteer, onStrategy }: RunBannersProps) {
  const { banner } = useMessages().shell;
  const refused = run.arms.filter((arm) => arm.refusal !== null);

  return (
    <>
      {refused.map(({ arm, refusal, strategy }) => {
        if (refusal === null) return null;
        const words = refusalWords(banner, arm, refusal);
        return (
          <Banner
            key={arm}
            kind="loss"
            title={words.title}
            actions={
              refusal.replyCode === 541 &&
              canSteer && (
                <Button
                  onClick={() => {
                    onStrategy(arm, { ...strategy, durable: true });
                  }}
                >
                  {banner.turnOnDurable}
                </Button>
              )
            }
          >
            {words.body}
          </Banner>
        );
      })}
      {run.outcome === "failed" && refused.length === 0 && (
        <Banner kind="loss" title={banner.runFailed}>
          {banner.runFailedBody}
        </Banner>
      )}
      {run.mismatches.map(({ arm, expected, counted }) => (
        <Banner key={arm} kind="loss" title={banner.mismatch(arm)}>
          {banner.mismatchBody(expected, counted)}
        </Banner>
      ))}
    </>
  );
}

function refusalWords(
  banner: Messages["shell"]["banner"],
  arm: ArmId,
  { replyCode, replyText }: { readonly replyCode: number; readonly replyText: string },
) {
  switch (replyCode) {
    case 541:
      return { title: banner.refused541(arm), body: banner.refused541Body(replyText) };
    case 406:
      return { title: banner.refused406(arm), body: banner.refused406Body(replyText) };
    default:
      return {
        title: banner.refusedOther(arm, replyCode),
        body: banner.refusedOtherBody(replyText),
      };
  }
}
