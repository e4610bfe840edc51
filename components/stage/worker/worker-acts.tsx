import { memo } from "react";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Menu } from "#components/ui/menu.tsx";
import type { Act } from "#client/actions/worker-acts.ts";
import { useLab } from "#client/use-lab.ts";
import type { ArmId, WorkerId } from "#shared/scenario/scenario.ts";

interface ActsProps {
  readonly arm: ArmId;
  readonly worker: WorkerId;
  readonly acts: readonly Act[];
}

/** What can be done to a worker, as words on its lane. */
export const ActWords = memo(function ActWords({ arm, worker, acts }: ActsProps) {
  const { ask } = useLab();
  const { chaos, stage, off: words } = useMessages();
  return (
    <div role="group" aria-label={stage.worker.actions(worker)} className="-ml-[3px] flex">
      {acts.map(({ name, off }) => (
        <button
          key={name}
          type="button"
          aria-label={chaos.actOn(chaos.acts[name], worker, arm)}
          title={off === null ? undefined : words[off]}
          aria-disabled={off !== null || undefined}
          onClick={() => {
            if (off !== null) return;
            void ask({ type: "act-on-worker", acts: [name], at: { arm, worker } });
          }}
          className="stage-word min-w-6 justify-center px-[3px]!"
        >
          {chaos.acts[name]}
        </button>
      ))}
    </div>
  );
});

interface ActMenuProps extends ActsProps {
  /** What opens it: a small sign, a word, or the worker's name. */
  readonly look: "sign" | "word" | "name";
}

/** The same as a menu. */
export const ActMenu = memo(function ActMenu({ arm, worker, acts, look }: ActMenuProps) {
  const { ask } = useLab();
  const { chaos, stage, off: words } = useMessages();
  const label = chaos.actOn(chaos.moreActions, worker, arm);
  const trigger = (
    <button
      type="button"
      aria-label={label}
      title={look === "sign" ? stage.worker.actions(worker) : undefined}
      className={
        look === "name"
          ? "h-full w-full text-left text-body font-semibold underline decoration-dotted underline-offset-4"
          : `stage-word ${look === "sign" ? "w-6 justify-center px-0!" : ""}`
      }
    >
      {look === "name" && worker}
      {look === "sign" && <span aria-hidden>{chaos.moreSign}</span>}
      {look === "word" && (
        <>
          {chaos.moreActions}
          <Icon name="chevron" size={11} />
        </>
      )}
    </button>
  );
  return (
    <Menu
      trigger={trigger}
      label={label}
      align="start"
      actions={acts.map(({ name, off }) => ({
        key: name,
        disabled: off !== null,
        content: (
          <span>
            {chaos.acts[name]}
            {off !== null && <span className="block text-small">{words[off]}</span>}
          </span>
        ),
        onSelect: () => {
          void ask({ type: "act-on-worker", acts: [name], at: { arm, worker } });
        },
      }))}
    />
  );
});
