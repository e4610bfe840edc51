import { useEffect, useState } from "react";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";

/** Copies the lab's address and says so for two seconds. */
export function ShareButton({ disabled }: { readonly disabled: boolean }) {
  const { header } = useMessages().shell;
  const [said, setSaid] = useState<"copied" | "refused" | null>(null);

  useEffect(() => {
    if (said !== "copied") return undefined;
    const timer = setTimeout(() => {
      setSaid(null);
    }, 2_000);
    return () => {
      clearTimeout(timer);
    };
  }, [said]);

  const copy = () => {
    navigator.clipboard.writeText(window.location.href).then(
      () => {
        setSaid("copied");
      },
      () => {
        setSaid("refused");
      },
    );
  };

  return (
    <>
      <Button onClick={copy} disabled={disabled} title={header.shareHint} className="max-sm:px-2">
        <Icon name={said === "copied" ? "check" : "share"} size={14} />
        <span className="max-xl:sr-only">{said === "copied" ? header.copied : header.share}</span>
      </Button>
      <span role="status" className="sr-only">
        {said === "copied" ? header.copied : ""}
        {said === "refused" ? header.copyFailed(window.location.href) : ""}
      </span>
    </>
  );
}
