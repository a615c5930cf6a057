/** Deletes something that cannot be made again, after a second click. */
import { useState } from 'preact/hooks';
import { type AnyFailure, tellFailure } from '../api/client';
import { refresh } from '../api/use-answer';
import { Dialog } from '../shell/dialog';

type RemoveProps = {
  /** What it is, such as `the key "CRM"`. */
  what: string;
  /** What then is no more. */
  effect: string;
  remove: () => Promise<AnyFailure | null>;
};

export function Remove({ what, effect, remove }: RemoveProps) {
  const [isAsking, setAsking] = useState(false);
  const [error, setError] = useState<AnyFailure | null>(null);
  const act = async () => {
    const failure = await remove();
    setError(failure);
    if (failure !== null) return;
    setAsking(false);
    refresh();
  };
  return (
    <>
      <button
        type="button"
        class="quiet"
        aria-label={`Delete ${what}`}
        onClick={() => setAsking(true)}
      >
        Delete
      </button>
      {isAsking && (
        <Dialog title={`Delete ${what}?`} close={() => setAsking(false)} class="small">
          <div class="form">
            <p>{effect}</p>
            {error !== null && (
              <p class="refusal" role="alert">
                <strong>{tellFailure(error).title}.</strong> {tellFailure(error).advice}
              </p>
            )}
            <div class="buttons">
              <button type="button" onClick={() => setAsking(false)}>
                Keep it
              </button>
              <button type="button" class="main danger" onClick={() => void act()}>
                Delete
              </button>
            </div>
          </div>
        </Dialog>
      )}
    </>
  );
}
