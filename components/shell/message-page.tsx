import { Logo } from "./logo.tsx";

interface MessagePageProps {
  readonly title: string;
  readonly body: string;
  readonly action: { readonly text: string } & (
    { readonly href: string } | { readonly onClick: () => void }
  );
}

const BUTTON =
  "mt-2 inline-flex h-[34px] items-center rounded-ctl bg-ink px-4 font-medium text-on-ink";

/** A page that holds only words, and one way on. */
export function MessagePage({ title, body, action }: MessagePageProps) {
  return (
    <main className="mx-auto flex min-h-dvh max-w-[520px] flex-col items-start justify-center gap-3 px-6">
      <Logo size={32} />
      <h1 className="text-value">{title}</h1>
      <p className="text-lane leading-read text-ink-2">{body}</p>
      {"href" in action ? (
        <a className={BUTTON} href={action.href}>
          {action.text}
        </a>
      ) : (
        <button type="button" className={BUTTON} onClick={action.onClick}>
          {action.text}
        </button>
      )}
    </main>
  );
}
