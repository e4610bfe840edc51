import { LabScreen } from "#components/shell/lab-screen.tsx";
import type { LabId } from "#shared/protocol/lab-state.ts";

interface LabPageProps {
  readonly params: Promise<{ readonly labId: string }>;
}

/** A lab that exists, as far as its address says; the server answers for the rest. */
export default async function LabPage({ params }: LabPageProps) {
  const { labId } = await params;
  return <LabScreen labId={labId as LabId} />;
}
