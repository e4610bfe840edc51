import { LabScreen } from "#components/shell/lab-screen.tsx";

/** A new lab, loaded with the default race. */
export default function NewLabPage() {
  return <LabScreen labId={null} />;
}
