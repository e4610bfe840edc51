import { useLab } from "#client/use-lab.ts";
import { useStore } from "#client/use-store.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { ActionButton } from "./action-button.tsx";
import { LanguageButton } from "./language-button.tsx";
import { Logo } from "./logo.tsx";
import { PresetMenu } from "#components/composer/preset-menu.tsx";
import { SourceBadge } from "./source-badge.tsx";
import { Transport } from "./transport.tsx";
import { ShareButton } from "./share-button.tsx";
import { ThemeMenu } from "./theme-menu.tsx";

interface AppHeaderProps {
  /** Run breathes until it has been pressed once. */
  readonly inviting: boolean;
}

/** The top line: what runs, how it runs, where it comes from and who looks on. */
export function AppHeader({ inviting }: AppHeaderProps) {
  const { scenario, connection } = useLab();
  const { people, lab } = useStore(connection);
  const { page, shell, presets } = useMessages();
  const { header } = shell;
  const name = scenario.preset === null ? header.ownPreset : presets[scenario.preset].name;

  return (
    <header className="grid min-h-12 flex-none grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)] items-center gap-x-6 border-b border-line bg-surface px-6 max-[1759px]:grid-cols-[minmax(0,350px)_auto_minmax(max-content,1fr)] max-xl:gap-x-3 max-lg:px-4 max-md:grid-cols-[minmax(0,1fr)_auto] max-md:py-1">
      <div className="flex min-w-0 items-center gap-3 max-lg:gap-2">
        <h1 className="flex items-center gap-[9px] text-[14px] whitespace-nowrap">
          <Logo />
          <span className="max-xl:sr-only">{page.title}</span>
        </h1>
        <span aria-hidden className="text-ink-3 max-xl:hidden">
          /
        </span>
        <PresetMenu
          trigger={
            <button
              type="button"
              aria-label={`${header.preset}: ${name}`}
              className="flex h-7 min-w-0 items-center max-sm:h-11 gap-1 rounded-ctl text-[14px] whitespace-nowrap"
            >
              <span className="truncate">{name}</span>
              <Icon name="chevron" size={14} />
            </button>
          }
        />
        <span className="text-small whitespace-nowrap text-ink-3 max-[1759px]:hidden">
          {header.seed(scenario.seed)}
        </span>
      </div>
      <div className="max-md:order-last max-md:col-span-2">
        <Transport inviting={inviting} />
      </div>
      <div className="flex min-w-0 items-center justify-end gap-1.5 max-lg:gap-0.5">
        <SourceBadge />
        <span
          title={header.peopleLabel(people)}
          className="flex flex-none items-center gap-1.5 px-1.5 text-small whitespace-nowrap text-ink-2"
        >
          <Icon name="people" size={15} />
          <span className="max-2xl:sr-only">{header.people(people)}</span>
          <span aria-hidden className="2xl:hidden">
            {people}
          </span>
        </span>
        <ShareButton disabled={lab === null} />
        <LanguageButton />
        <ThemeMenu />
        <a
          href="/learn"
          className="flex h-[30px] flex-none items-center px-2 text-body font-medium whitespace-nowrap text-ink-2 hover:text-ink max-md:hidden"
        >
          {header.lessons}
        </a>
        <ActionButton asked={{ type: "help" }} icon="help" label={header.help} />
      </div>
    </header>
  );
}
