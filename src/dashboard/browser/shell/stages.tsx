/** Chooses which of a list are shown, by their status; the choice is in the address. */
import { go } from '../state/place';

type StagesProps = {
  label: string;
  /** What is chosen; null: all. */
  chosen: string | null;
  words: Record<string, string>;
};

export function Stages({ label, chosen, words }: StagesProps) {
  const choices: [name: string | null, text: string][] = [[null, 'All'], ...Object.entries(words)];
  return (
    <fieldset class="stages" aria-label={label}>
      {choices.map(([name, text]) => (
        <button
          key={text}
          type="button"
          class="quiet"
          aria-pressed={name === chosen}
          onClick={() => go({ stage: name }, { replace: true })}
        >
          {text}
        </button>
      ))}
    </fieldset>
  );
}
