/**
 * A status that is changed in place. It shows what was chosen while that is on its way, and the old one again, with the reason, where
 * the service refuses.
 */
import { useEffect, useId, useState } from 'preact/hooks';
import { type AnyFailure, tellFailure } from '../api/client';
import { noticeFailure } from '../api/identity';
import { useSight } from '../state/site';

type StatusProps<Status extends string> = {
  /** What it is the status of, for those who hear it. */
  label: string;
  /** As the service last told it; a new `of` makes it count again. */
  status: Status;
  of: object;
  words: Record<Status, string>;
  save: (status: Status) => Promise<AnyFailure | null>;
};

/** Why nothing can be changed, or null. */
export function useReadOnly(): string | null {
  const { role } = useSight();
  return role === 'read'
    ? 'Your key may only read: to change this, sign in with a key of scope "all".'
    : null;
}

export function StatusSelect<Status extends string>(props: StatusProps<Status>) {
  const { label, status, of, words, save } = props;
  const [shown, setShown] = useState(status);
  const [saved, setSaved] = useState(status);
  const [isSaving, setSaving] = useState(false);
  const [error, setError] = useState<AnyFailure | null>(null);
  const readOnly = useReadOnly();
  const id = useId();
  useEffect(() => {
    setShown(status);
    setSaved(status);
    setError(null);
  }, [of]);
  const change = async (chosen: Status) => {
    setShown(chosen);
    setSaving(true);
    setError(null);
    const failure = await save(chosen);
    setSaving(false);
    if (failure === null) return setSaved(chosen);
    setShown(saved);
    setError(failure);
    void noticeFailure(failure);
  };
  const known = keysOf(words);
  return (
    <span class="status">
      <select
        class={`is-${shown}`}
        aria-label={label}
        aria-describedby={error === null ? undefined : id}
        title={readOnly ?? undefined}
        disabled={readOnly !== null || isSaving}
        value={shown}
        onChange={({ currentTarget }) => {
          const chosen = known.find((one) => one === currentTarget.value);
          if (chosen !== undefined) void change(chosen);
        }}
      >
        {known.map((one) => (
          <option key={one} value={one}>
            {words[one]}
          </option>
        ))}
      </select>
      {error !== null && (
        <span id={id} class="wrong" role="alert">
          Not changed. {tellFailure(error).title}.
        </span>
      )}
    </span>
  );
}

function keysOf<Key extends string>(words: Record<Key, string>): Key[] {
  const isKey = (name: string): name is Key => Object.hasOwn(words, name);
  return Object.keys(words).filter(isKey);
}

/** Said once above what cannot be changed. */
export function ReadOnlyNote() {
  const reason = useReadOnly();
  return reason === null ? null : <p class="faint note">{reason}</p>;
}
