import { useMessages } from "#components/i18n/messages-provider.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Popover } from "#components/ui/popover.tsx";
import type { AnyFinding } from "#shared/run/lint-run.ts";
import { remedyOf, type Remedy } from "#shared/run/remedy-of.ts";
import type { ArmId } from "#shared/scenario/scenario.ts";
import { findingsThatFit, shortenedToFit, type FindingWords } from "./findings-fit.model.ts";
import { findingWords, remedyWords } from "#components/words/finding-words.ts";

interface ArenaFindingsProps {
  readonly arm: ArmId;
  readonly findings: readonly AnyFinding[];
  /** The line's; `null` where the first may wrap. */
  readonly widthPx: number | null;
  readonly canSteer: boolean;
  /** What is done to workers and queues happens to a run: there is one, and its broker is there. */
  readonly canAct: boolean;
  readonly onMend: (remedy: Remedy) => void;
}

const FONT_PX = 11;

/** What there is to know about an arena's settings: quietly, two at most, the rest behind "+n". */
export function ArenaFindings(props: ArenaFindingsProps) {
  const { arm, findings, widthPx } = props;
  const messages = useMessages();
  const { lint } = messages;
  if (findings.length === 0) return null;
  const words = findings.map((finding) => {
    const mends = remedyOf(finding);
    const isPossible = props.canSteer && (mends?.type === "settings" || props.canAct);
    const remedy = mends && isPossible ? remedyWords(messages, mends) : null;
    return { text: findingWords(messages, finding), remedy };
  });
  const inLine = widthPx === null ? words : shortenedToFit(words, widthPx, FONT_PX);
  const isCut = inLine[0] !== words[0];
  const shown = widthPx === null ? 1 : findingsThatFit(inLine, widthPx, FONT_PX);
  const hidden = findings.length - shown;
  const entry = (said: FindingWords, i: number) => {
    const finding = findings[i];
    return finding && <Entry key={`${finding.code} ${i}`} {...props} {...said} finding={finding} />;
  };

  return (
    <ul aria-label={lint.label(arm)} className="findings">
      {inLine.slice(0, shown).map(entry)}
      {(hidden > 0 || isCut) && (
        <li>
          <Popover
            label={lint.label(arm)}
            align="start"
            trigger={
              <button type="button" className="finding-do" aria-label={lint.moreName(hidden, arm)}>
                {hidden > 0 ? lint.more(hidden) : lint.rest}
              </button>
            }
          >
            <ul className="flex flex-col gap-2.5 text-small">{words.map(entry)}</ul>
          </Popover>
        </li>
      )}
    </ul>
  );
}

interface EntryProps extends ArenaFindingsProps {
  readonly finding: AnyFinding;
  readonly text: string;
  readonly remedy: string | null;
}

function Entry({ arm, finding, text, remedy, onMend }: EntryProps) {
  const { lint } = useMessages();
  const mends = remedyOf(finding);
  return (
    <li data-finding={finding.code}>
      <Icon
        name={finding.severity === "warning" ? "warning" : "info"}
        size={11}
        className={`mr-1 inline-block align-[-1px] ${finding.severity === "warning" ? "text-held-text" : ""}`}
      />
      {text}
      {mends && remedy !== null && (
        <button
          type="button"
          className="finding-do"
          aria-label={lint.remedy.name(remedy, arm)}
          onClick={() => {
            onMend(mends);
          }}
        >
          {remedy}
        </button>
      )}
    </li>
  );
}
