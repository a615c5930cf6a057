/**
 * A status that is changed in place. It shows what was chosen while that is on its way, and the old one again, with the reason, where
 * the service refuses.
 */
import { useEffect, useId, useRef, useState } from 'preact/hooks';
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
  const [error, setError] = useState<AnyFailure | null>(null);
  const saved = useRef(status);
  const wanted = useRef(status);
  const sending = useRef(Promise.resolve());
  const readOnly = useReadOnly();
  const id = useId();
  useEffect(() => {
    saved.current = status;
    setShown(status);
    setError(null);
  }, [of]);
  const send = async (chosen: Status) => {
    const failure = await save(chosen);
    if (failure === null) saved.current = chosen;
    // Meanwhile something else may have been chosen, which is sent next.
    if (failure === null || wanted.current !== chosen) return;
    setShown(saved.current);
    setError(failure);
    void noticeFailure(failure);
  };
  // One after the other: two on their way at once could arrive in either order.
  const change = (chosen: Status) => {
    wanted.current = chosen;
    setShown(chosen);
    setError(null);
    sending.current = sending.current.then(() => send(chosen));
  };
  const known = keysOf(words);
  return (
    <span class="status">
      <select
        class={`is-${shown}`}
        aria-label={label}
        aria-describedby={error === null ? undefined : id}
        title={readOnly ?? undefined}
        disabled={readOnly !== null}
        value={shown}
        onChange={({ currentTarget }) => {
          const chosen = known.find((one) => one === currentTarget.value);
          if (chosen !== undefined) change(chosen);
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
