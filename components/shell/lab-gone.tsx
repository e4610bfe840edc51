import { useMessages } from "#components/i18n/messages-provider.tsx";
import type { CommandProblem } from "#shared/protocol/command-problem.ts";
import type { LabId } from "#shared/protocol/lab-state.ts";
import { MessagePage } from "./message-page.tsx";
import { problemText } from "#components/words/problem-text.ts";

interface LabGoneProps {
  readonly labId: LabId | null;
  readonly problem: CommandProblem;
}

/** The lab asked for cannot be shown. */
export function LabGone({ labId, problem }: LabGoneProps) {
  const messages = useMessages();
  const { page } = messages;
  const isUnknown = problem.code === "no-such-lab" || problem.code === "invalid";
  return (
    <MessagePage
      title={isUnknown ? page.noLabTitle(labId ?? "") : messages.shell.banner.refused}
      body={isUnknown ? page.noLabBody : problemText(messages, problem)}
      action={{ text: page.newLab, href: "/" }}
    />
  );
}
