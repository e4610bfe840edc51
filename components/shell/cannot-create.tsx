import type { CreateLabProblem } from "#client/connection/create-lab.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";

interface CannotCreateProps {
  readonly problem: CreateLabProblem;
  readonly onRetry: () => void;
}

/** The server made no lab: why, and once more. */
export function CannotCreate({ problem, onRetry }: CannotCreateProps) {
  const { page, problems } = useMessages();
  return (
    <div role="alert">
      <Banner
        kind="loss"
        title={
          problem.maxLabs === null
            ? page.cannotCreate(problem.status === null ? "–" : String(problem.status))
            : problems.limit.labs(problem.maxLabs)
        }
        actions={<Button onClick={onRetry}>{page.tryAgain}</Button>}
      />
    </div>
  );
}
