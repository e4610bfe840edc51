import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { useCopy } from "#components/ui/use-copy.ts";
import type { ComparedLine } from "#shared/code/compare-programs.ts";
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
        role="region"
        aria-label={file}
        tabIndex={0}
        className="min-h-0 flex-1 overflow-auto py-2 text-[12px] leading-6 focus-visible:-outline-offset-2"
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
  const isSame = instead === null;
  const code = text.trimStart();
  const indent = <span className="font-mono whitespace-pre">{text.slice(0, -code.length)}</span>;
  return (
    <>
      {diff && !isSame && (
        <div className={ROW}>
          <span aria-hidden className={`${GUTTER} font-semibold`}>
            A
          </span>
          <del className="font-mono whitespace-pre text-ink-3 decoration-control">
            <span className="sr-only">{marking.words.panel.instead}</span>
            {instead}
          </del>
        </div>
      )}
      <div className={ROW}>
        <span className={GUTTER}>
          {setting === null ? <span aria-hidden>{number}</span> : <SettingKey setting={setting} />}
        </span>
        {setting === null ? (
          <span className={`font-mono whitespace-pre ${diff ? "text-ink-3" : ""}`}>
            {diff ? text : <CodeText text={text} />}
          </span>
        ) : (
          <span className="flex items-center">
            {indent}
            <MarkedLine {...marking} setting={setting} text={code} lit={!diff || !isSame} />
          </span>
        )}
      </div>
    </>
  );
}

const ROW = "grid min-h-6 grid-cols-[54px_1fr] items-center max-sm:grid-cols-[40px_1fr]";
const GUTTER = "flex justify-end pr-3.5 text-micro text-ink-3 select-none max-sm:pr-3";
