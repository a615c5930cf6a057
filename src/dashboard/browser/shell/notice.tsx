/** What goes on: an answer is waited for, or something went wrong, and what to do. */
import { type AnyFailure, tellFailure } from '../api/client';
import { refresh } from '../api/use-answer';

/** A line at the top, where an answer takes its time. */
export function Progress({ isLoading }: { isLoading: boolean }) {
  return (
    <div role="status">
      {isLoading && (
        <div class="progress">
          <span class="hidden">Loading</span>
        </div>
      )}
    </div>
  );
}

type NoticeProps = {
  error: AnyFailure | null;
  /** What "Try again" does; asks for everything again, unless it is said. */
  again?: () => void;
};

/** Stands above what was answered last. */
export function FailureNotice({ error, again = refresh }: NoticeProps) {
  if (error === null || error.code === 'aborted') return null;
  const { title, advice } = tellFailure(error);
  return (
    <div class="notice bad" role="alert">
      <div>
        <strong>{title}</strong>
        <p>{advice}</p>
      </div>
      <button type="button" onClick={again}>
        Try again
      </button>
    </div>
  );
}
