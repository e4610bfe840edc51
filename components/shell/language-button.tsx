import { useLanguage, useMessages } from "#components/i18n/messages-provider.tsx";
import { Button } from "#components/ui/button.tsx";

/** Names the other language in that language. */
export function LanguageButton() {
  const { header } = useMessages().shell;
  const { language, setLanguage } = useLanguage();
  return (
    <Button
      look="ghost"
      lang={header.otherLanguageTag}
      aria-label={header.otherLanguageLabel}
      title={header.otherLanguageLabel}
      onClick={() => {
        setLanguage(language === "en" ? "zh" : "en");
      }}
    >
      {header.otherLanguage}
    </Button>
  );
}
