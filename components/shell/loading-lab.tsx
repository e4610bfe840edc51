import type { ReactNode } from "react";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { Logo } from "./logo.tsx";

/** A lab that has not been joined yet: its lines stand where they will be, so that nothing jumps. */
export function LoadingLab({ banners }: { readonly banners: ReactNode }) {
  const { page } = useMessages();
  return (
    <div aria-busy className="flex min-h-dvh flex-col">
      <header className="flex h-12 flex-none items-center gap-[9px] border-b border-line bg-surface px-6">
        <Logo />
        <h1 className="text-[14px]">{page.title}</h1>
      </header>
      <div className="h-[52px] flex-none border-b border-line bg-paper" />
      <main className="flex-1 bg-surface">
        {banners}
        <p role="status" className="px-6 pt-6 text-ink-2">
          {page.loading}
        </p>
        <div aria-hidden className="flex flex-col gap-12 px-6 pt-6">
          {GREY_LANES.map((width) => (
            <div key={width} className="h-11 rounded-bar bg-sunken" style={{ width }} />
          ))}
        </div>
      </main>
    </div>
  );
}

const GREY_LANES = ["82%", "56%", "64%", "61%"];
