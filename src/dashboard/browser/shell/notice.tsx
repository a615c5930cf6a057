/** What went wrong, and what to do. */
import { type AnyFailure, tellFailure } from '../api/client';
import { refresh } from '../api/use-answer';

/** Stands above what was answered last. */
export function FailureNotice({ error }: { error: AnyFailure | null }) {
  if (error === null || error.code === 'aborted') return null;
  const { title, advice } = tellFailure(error);
  return (
    <div class="notice bad" role="alert">
      <div>
        <strong>{title}</strong>
        <p>{advice}</p>
      </div>
      <button type="button" onClick={refresh}>
        Try again
      </button>
    </div>
  );
}
