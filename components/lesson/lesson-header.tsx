import type { ReactNode } from "react";
import { LanguageButton } from "#components/shell/language-button.tsx";
import { Logo } from "#components/shell/logo.tsx";
import { ThemeMenu } from "#components/shell/theme-menu.tsx";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { Button } from "#components/ui/button.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { LESSON_IDS, type LessonId } from "#shared/lesson/lesson-id.ts";
import { lessonContents } from "#shared/lesson/lesson-contents.ts";
import { useLearn } from "./use-learn.ts";

interface LessonHeaderProps {
  readonly id: LessonId;
  readonly source: ReactNode;
  readonly onNotes: () => void;
}

/** Where one is among the lessons, and the way to the others. */
export function LessonHeader({ id, source, onNotes }: LessonHeaderProps) {
  const { page } = useMessages();
  const { learn, say } = useLearn();
  const [number, count] = [LESSON_IDS.indexOf(id) + 1, LESSON_IDS.length];
  return (
    <header className="flex min-h-12 flex-none items-center gap-4 border-b border-line bg-surface px-6 max-lg:px-4">
      <a
        href="/"
        className="flex min-h-6 items-center gap-[9px] text-[14px] font-semibold whitespace-nowrap"
      >
        <Logo />
        <span className="max-xl:sr-only">{page.title}</span>
      </a>
      <span aria-hidden className="text-ink-3 max-xl:hidden">
        /
      </span>
      <a
        href="/learn"
        className="inline-flex min-h-6 flex-none items-center text-[14px] whitespace-nowrap"
      >
        <span className="max-[1439px]:hidden">{learn.title}</span>
        <span className="min-[1440px]:hidden">{learn.all}</span>
      </a>
      <nav
        aria-label={learn.progressLabel(number, count)}
        className="mx-auto flex items-center max-lg:hidden"
      >
        {LESSON_IDS.map((other, i) => (
          <a
            key={other}
            href={`/learn/${other}`}
            aria-current={other === id ? "page" : undefined}
            aria-label={learn.lessonLabel(i + 1, say(lessonContents[other].title))}
            title={learn.lessonLabel(i + 1, say(lessonContents[other].title))}
            className="grid h-6 w-6 place-items-center px-0.5"
          >
            <i
              className={`h-1 w-full rounded-sm ${other === id ? "bg-ink outline-[3px] outline-accent" : i < number ? "bg-ink-3" : "bg-line-2"}`}
            />
          </a>
        ))}
        <span className="ml-2.5 text-body whitespace-nowrap text-ink-2">
          {learn.lessonOf(number, count)}
        </span>
      </nav>
      <div className="flex items-center gap-1.5 max-lg:ml-auto">
        {source}
        <span className="max-sm:hidden">
          <Button look="ghost" onClick={onNotes}>
            {learn.notes} <Kbd>N</Kbd>
          </Button>
        </span>
        <LanguageButton />
        <ThemeMenu />
        <a
          href="/"
          className="inline-flex h-[30px] items-center rounded-ctl border border-line-2 px-[11px] text-body font-medium whitespace-nowrap hover:border-control max-sm:hidden"
        >
          {learn.toLab}
        </a>
      </div>
    </header>
  );
}
