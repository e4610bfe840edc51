"use client";
import { useLessonRecords } from "#client/lesson/use-lesson.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { LanguageButton } from "#components/shell/language-button.tsx";
import { Logo } from "#components/shell/logo.tsx";
import { ThemeMenu } from "#components/shell/theme-menu.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { LESSON_IDS } from "#shared/lesson/lesson-id.ts";
import { lessonContents } from "#shared/lesson/lesson-contents.ts";
import { useLearn } from "./use-learn.ts";

/** All lessons, and how far one is with each. */
export function LessonIndex() {
  const { page } = useMessages();
  const { learn, say } = useLearn();
  const records = useLessonRecords();
  return (
    <div className="min-h-dvh">
      <header className="flex h-12 items-center gap-4 border-b border-line bg-surface px-6 max-sm:px-4">
        <a href="/" className="flex min-h-6 items-center gap-[9px] text-[14px] font-semibold">
          <Logo />
          {page.title}
        </a>
        <span className="ml-auto flex items-center gap-1.5">
          <LanguageButton />
          <ThemeMenu />
        </span>
      </header>
      <main className="mx-auto max-w-[880px] px-6 pt-10 pb-16 max-sm:px-4 max-sm:pt-6">
        <h1 className="text-[26px] leading-[1.4]">{learn.indexTitle}</h1>
        <p className="mt-2 max-w-[62ch] text-lane leading-read text-ink-2">{learn.indexIntro}</p>
        <ol className="mt-6 border-t border-line">
          {LESSON_IDS.map((id, i) => {
            const { title, scene, tasks } = lessonContents[id];
            const ticked = records[id]?.ticked.length ?? 0;
            return (
              <li key={id} className="border-b border-line">
                <a
                  href={`/learn/${id}`}
                  className="grid min-h-[62px] grid-cols-[34px_minmax(0,1fr)_auto] items-center gap-x-2 py-2.5 hover:bg-sunken"
                >
                  <span className="text-lane font-semibold text-ink-3">{i + 1}</span>
                  <span>
                    <span className="block text-lane font-semibold">{say(title)}</span>
                    <span className="block text-body text-ink-2">{say(scene)}</span>
                  </span>
                  <Ticks ticked={ticked} count={tasks} />
                </a>
              </li>
            );
          })}
        </ol>
      </main>
    </div>
  );
}

function Ticks({ ticked, count }: { readonly ticked: number; readonly count: number }) {
  const { learn } = useLearn();
  if (ticked === 0) return null;
  if (ticked < count) {
    return <span className="pr-2 text-body text-ink-2">{learn.ticked(ticked, count)}</span>;
  }
  return (
    <span className="flex items-center gap-1.5 pr-2 text-body text-done-text">
      <Icon name="check" size={14} />
      {learn.done}
    </span>
  );
}
