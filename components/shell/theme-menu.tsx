import { useState } from "react";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Menu } from "#components/ui/menu.tsx";

const THEMES = ["system", "light", "dark"] as const;
type Theme = (typeof THEMES)[number];

/** Light, dark, or like the system. The cookie lets the server draw the next page right at once. */
export function ThemeMenu() {
  const { header } = useMessages().shell;
  const [chosen, setChosen] = useState<Theme | null>(null);

  const choose = (theme: Theme) => {
    const age = theme === "system" ? 0 : 31_536_000;
    document.cookie = `theme=${theme}; path=/; max-age=${age}; samesite=lax`;
    if (theme === "system") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = theme;
    setChosen(theme);
  };

  return (
    <Menu
      align="end"
      label={header.theme}
      trigger={
        <Button look="icon" aria-label={header.theme} title={header.theme}>
          <Icon name="moon" size={15} className="dark:hidden" />
          <Icon name="sun" size={15} className="hidden dark:block" />
        </Button>
      }
      value={chosen ?? forcedTheme()}
      choices={THEMES.map((value) => ({ value, content: header.themes[value] }))}
      onChoose={(value) => {
        const theme = THEMES.find((one) => one === value);
        if (theme !== undefined) choose(theme);
      }}
    />
  );
}

/** What the server drew by; read when the menu is open, so never on the server. */
function forcedTheme(): Theme {
  if (typeof document === "undefined") return "system";
  const forced = document.documentElement.dataset["theme"];
  return forced === "light" || forced === "dark" ? forced : "system";
}
