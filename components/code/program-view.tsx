import { useLayoutEffect, useRef } from "react";
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { useCopy } from "#components/ui/use-copy.ts";
import type { ComparedLine } from "#shared/code/compare-programs.ts";
import { isInert } from "#shared/scenario/strategy.ts";
import type { ArenaProgram } from "./arena-program.model.ts";
import { CodeText } from "./code-text.tsx";
import { MarkedLine, type Marking } from "./marked-line.tsx";
import { SettingKey } from "./setting-key.tsx";

interface ProgramViewProps {
  readonly program: ArenaProgram;
  readonly library: string;
  readonly diff: boolean;
  readonly marking: Marking;
  readonly className: string;
}

/** One program: its file, to copy or to download, and its lines. */
export function ProgramView({ program, library, diff, marking, className }: ProgramViewProps) {
  const { file, text, lines } = program;
  const { panel } = marking.words;
  const { said, copy } = useCopy();
  const box = useRef<HTMLDivElement>(null);

  // What a program begins with is the same everywhere; what settings change is what one came for.
  useLayoutEffect(() => {
    const first = box.current?.querySelector<HTMLElement>("[data-setting]");
    if (box.current && first) box.current.scrollTop = first.offsetTop - ABOVE_FIRST_PX;
  }, [file]);

  return (
    <div className={`flex min-h-0 min-w-0 flex-col bg-surface ${className}`}>
      <header className="flex h-9 flex-none items-center gap-2.5 border-b border-line pr-3 pl-6 max-sm:h-12 max-sm:pl-4">
        <h3 className="text-body">{file}</h3>
        <span className="text-small text-ink-2">{library}</span>
        <span role="status" className="ml-auto truncate text-small text-ink-2">
          {said === "copied" && panel.copied}
          {said === "refused" && panel.copyFailed}
        </span>
        <Button
          look="icon"
          aria-label={panel.copy(file)}
          title={panel.copy(file)}
          onClick={() => {
            copy(text);
          }}
        >
          <Icon name={said === "copied" ? "check" : "copy"} size={15} />
        </Button>
        <a
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
          download={file}
          aria-label={panel.download(file)}
          title={panel.download(file)}
          className="inline-flex h-[30px] w-[30px] flex-none items-center justify-center rounded-ctl text-ink-2 hover:text-ink max-sm:h-11 max-sm:w-9"
        >
          <Icon name="download" size={15} />
        </a>
      </header>
      <div
        ref={box}
        role="region"
        aria-label={file}
        tabIndex={0}
        className="relative min-h-0 flex-1 overflow-auto py-2 text-[12px] leading-5 focus-visible:-outline-offset-2"
      >
        <div className="min-w-max pr-6">
          {lines.map((line, i) => (
            <Line key={i} number={i + 1} line={line} diff={diff} marking={marking} />
          ))}
        </div>
      </div>
    </div>
  );
}

interface LineProps {
  readonly number: number;
  readonly line: ComparedLine;
  readonly diff: boolean;
  readonly marking: Marking;
}

function Line({ number, line, diff, marking }: LineProps) {
  const { text, setting, instead } = line;
  const differs = diff && instead !== null;
  const lit = diff ? differs : setting !== null && !isInert(setting, marking.strategy);
  return (
    <>
      {differs && (
        <div className={`${ROW} min-h-6`}>
          <span aria-hidden className={`${GUTTER} font-semibold`}>
            A
          </span>
          <span className={CODE}>
            {indentOf(instead)}
            <del className="text-ink-3 decoration-control">
              <span className="sr-only">{marking.words.panel.instead} </span>
              {instead.trimStart()}
            </del>
          </span>
        </div>
      )}
      {setting === null ? (
        <div className={`${ROW} min-h-5`}>
          <span aria-hidden className={GUTTER}>
            {number}
          </span>
          <span className={`${CODE} ${diff ? "text-ink-3" : ""}`}>
            {diff ? text : <CodeText text={text} />}
          </span>
        </div>
      ) : (
        <div data-setting={setting} className={`${ROW} min-h-6`}>
          <span className={GUTTER}>
            {diff && !differs ? (
              <span aria-hidden>{number}</span>
            ) : (
              <SettingKey setting={setting} />
            )}
          </span>
          <span className="flex items-center">
            <span className={CODE}>{indentOf(text)}</span>
            <MarkedLine {...marking} setting={setting} text={text.trimStart()} lit={lit} />
          </span>
        </div>
      )}
    </>
  );
}

function indentOf(text: string): string {
  return text.slice(0, text.length - text.trimStart().length);
}

/** Enough to see that the program does not begin there. */
const ABOVE_FIRST_PX = 42;
const ROW = "grid grid-cols-[54px_1fr] items-center max-sm:grid-cols-[40px_1fr]";
const GUTTER = "flex justify-end pr-3.5 text-micro text-ink-3 select-none max-sm:pr-3";
const CODE = "font-mono whitespace-pre";
