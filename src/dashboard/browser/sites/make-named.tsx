/** Makes something with a name and a secret, which is shown this once. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { type AnyFailure, tellFailure } from '../api/client';
import { refresh } from '../api/use-answer';
import { CopyLine } from '../shell/copy-line';

/** As the API has it. */
const MAX_NAME_CHARS = 128;

type MakeProps = {
  /** What is made, such as `key`. */
  what: string;
  /** Said above the secret. */
  once: string;
  make: (name: string) => Promise<{ made: string } | { error: AnyFailure }>;
  /** What else is chosen. */
  children?: ComponentChildren;
  /** What that means. */
  hint?: string;
};

export function MakeNamed({ what, once, make, children, hint }: MakeProps) {
  const [name, setName] = useState('');
  const [made, setMade] = useState<string | null>(null);
  const [error, setError] = useState<AnyFailure | null>(null);
  const act = async () => {
    setError(null);
    setMade(null);
    const result = await make(name.trim());
    if ('error' in result) return setError(result.error);
    setMade(result.made);
    setName('');
    refresh();
  };
  return (
    <div class="make">
      {made !== null && (
        <div class="once" role="status">
          <p>
            <strong>{once}</strong>
          </p>
          <CopyLine text={made} />
        </div>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void act();
        }}
      >
        <input
          required
          maxLength={MAX_NAME_CHARS}
          placeholder={`Name of a new ${what}`}
          aria-label={`Name of a new ${what}`}
          value={name}
          onInput={({ currentTarget }) => setName(currentTarget.value)}
        />
        {children}
        <button type="submit" disabled={name.trim() === ''}>
          Make
        </button>
      </form>
      {hint !== undefined && <small>{hint}</small>}
      {error !== null && (
        <p class="refusal" role="alert">
          <strong>{tellFailure(error).title}.</strong> {tellFailure(error).advice}
        </p>
      )}
    </div>
  );
}
