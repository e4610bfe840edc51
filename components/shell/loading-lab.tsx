import type { ReactNode } from "react";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { Logo } from "./logo.tsx";

/** A lab that has not been joined yet: its lines stand where they will be, so that nothing jumps. */
export function LoadingLab({ banners }: { readonly banners: ReactNode }) {
  const { page } = useMessages();
  return (
    <div aria-busy className="flex h-dvh flex-col">
      <header className="flex h-12 flex-none items-center gap-[9px] border-b border-line bg-surface px-6">
        <Logo />
        <h1 className="text-[14px]">{page.title}</h1>
      </header>
      <div className="h-[52px] flex-none border-b border-line bg-paper" />
      <main className="flex min-h-0 flex-1 flex-col bg-surface">
        {banners}
        <div aria-hidden className="min-h-0 flex-1 overflow-hidden">
          {GREY_ARENAS.map((bars) => (
            <div key={bars.join()} className="border-b border-line px-6 pb-[30px] max-sm:px-[18px]">
              <div className="flex h-14 items-center gap-2.5">
                <div className={`${GREY} size-6`} />
                <div className={`${GREY} h-4 w-52`} />
              </div>
              {bars.map((width) => (
                <div key={width} className="flex h-24 items-center max-sm:h-[54px]">
                  <div className={`${BEFORE_PLOT} sm:pl-36`}>
                    <div className={`${GREY} h-4 w-20 max-sm:w-5`} />
                  </div>
                  <div className="flex-1">
                    <div className={`${GREY} h-11`} style={{ width }} />
                  </div>
                </div>
              ))}
            </div>
          ))}
        </div>
        <div className="flex h-[66px] flex-none items-center border-t border-line px-6 max-sm:px-[18px]">
          <p role="status" className={`${BEFORE_PLOT} text-ink-2 max-sm:w-auto max-sm:pr-4`}>
            {page.loading}
          </p>
          <div aria-hidden className="h-[3px] flex-1 rounded-full bg-line" />
        </div>
      </main>
      <div className="h-[34px] flex-none border-t border-line bg-paper min-[1180px]:h-[178px]" />
    </div>
  );
}

const GREY = "rounded-bar bg-sunken";
/** What stands left of the lanes' axis. */
const BEFORE_PLOT = "w-[412px] flex-none max-lg:w-[284px] max-sm:w-[30px]";
/** Widths of the bars to come, as in the race a lab opens on. */
const GREY_ARENAS = [
  ["96%", "24%"],
  ["60%", "59%"],
] as const;
