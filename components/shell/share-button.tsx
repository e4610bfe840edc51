import { useMessages } from "#components/i18n/messages-provider.tsx";
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { useCopy } from "#components/ui/use-copy.ts";

/** Copies the lab's address and says so for two seconds. */
export function ShareButton({ disabled }: { readonly disabled: boolean }) {
  const { header } = useMessages().shell;
  const { said, copy } = useCopy();

  return (
    <>
      <Button
        onClick={() => {
          copy(window.location.href);
        }}
        disabled={disabled}
        title={header.shareHint}
        className="max-sm:px-2"
      >
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
