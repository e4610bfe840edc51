import type { CreateLabProblem } from "#client/connection/create-lab.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";

interface CannotCreateProps {
  readonly problem: CreateLabProblem;
  readonly onRetry: () => void;
}

/** From this address, in so short a time. */
const TOO_MANY = 429;

/** The server made no lab: why, and once more. */
export function CannotCreate({ problem, onRetry }: CannotCreateProps) {
  const { page, problems } = useMessages();
  const reason = () => {
    if (problem.maxLabs !== null) return problems.limit.labs(problem.maxLabs);
    if (problem.status === TOO_MANY) return page.tooManyLabs;
    return page.cannotCreate(problem.status === null ? "–" : String(problem.status));
  };
  return (
    <div role="alert">
      <Banner
        kind="loss"
        title={reason()}
        actions={<Button onClick={onRetry}>{page.tryAgain}</Button>}
      />
    </div>
  );
}
