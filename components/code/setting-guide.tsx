import type { CodeMessages } from "#shared/messages/code.ts";
import { SETTING_NAMES, type Strategy } from "#shared/scenario/strategy.ts";
import { SettingKey } from "./setting-key.tsx";
import { settingMeaning, settingValue } from "#components/words/setting-words.model.ts";

interface SettingGuideProps {
  readonly strategy: Strategy;
  readonly words: CodeMessages;
  readonly canSteer: boolean;
}

/** What the numbers on the lines stand for, and what each setting means as it is. */
export function SettingGuide({ strategy, words, canSteer }: SettingGuideProps) {
  const { guide } = words;
  return (
    <aside
      aria-labelledby="code-guide"
      // What scrolls is to be scrolled by keyboard, too.
      tabIndex={0}
      className="min-h-0 overflow-y-auto px-6 py-3 max-[1179px]:hidden"
    >
      <h3 id="code-guide" className="text-lane">
        {guide.title}
      </h3>
      <p className="mt-0.5 text-small leading-[1.5] text-ink-2">
        {canSteer ? guide.intro : guide.watching}
      </p>
      <dl className="mt-2">
        {SETTING_NAMES.map((setting) => (
          <div key={setting} className="border-t border-line py-[7px] text-small">
            <dt className="flex items-center gap-2 text-body">
              <SettingKey setting={setting} />
              <span className="font-semibold">{guide.names[setting]}</span>
              <span className="text-ink-2">{settingValue(words, setting, strategy)}</span>
            </dt>
            <dd className="ml-6 leading-[1.5] text-pretty text-ink-2">
              {settingMeaning(words, setting, strategy)}
            </dd>
          </div>
        ))}
      </dl>
    </aside>
  );
}
