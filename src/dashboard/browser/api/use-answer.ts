/**
 * Asks the API as long as a component is shown. What was answered last stays while another answer is on its way, and when that fails;
 * an answer that is overtaken by another question is dropped.
 */
import { useEffect, useState } from 'preact/hooks';
import { makeWatched } from '../state/watched';
import type { AnyFailure, CallOptions, Result } from './client';
import { noticeFailure } from './identity';

export type Answer<T> = {
  /** Of the last question that was answered; null before the first. */
  data: T | null;
  /** Why the newest question was not answered. */
  error: AnyFailure | null;
  /** Whether `data` is of another question than the one that is asked now. */
  isOld: boolean;
  isLoading: boolean;
};

type State<T> = { data: T | null; error: AnyFailure | null; key: string | null };

/** Grows when everything that is shown is to be asked for again. */
const round = makeWatched(0);
export const refresh = () => round.set(round.get() + 1);

/** Figures that are older are asked for again by who comes back to the page. */
const STALE_MS = 60_000;
let askedAt = Date.now();
addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible' && Date.now() - askedAt > STALE_MS) refresh();
});

/**
 * `key` says what is asked, `ask` asks it; null asks nothing. `everyMs`: asks again and again, but not where nobody looks.
 *
 * ```ts
 * const leads = useAnswer(`leads ${search}`, (options) => api.listLeads({ search }, options));
 * ```
 */
export function useAnswer<T>(
  key: string | null,
  ask: (options: CallOptions) => Promise<Result<T, AnyFailure>>,
  { everyMs = null }: { everyMs?: number | null } = {},
): Answer<T> {
  const [state, setState] = useState<State<T>>({ data: null, error: null, key: null });
  const [isLoading, setLoading] = useState(key !== null);
  const turn = round.use();

  useEffect(() => {
    if (key === null) return;
    const aborting = new AbortController();
    let timer = 0;
    const run = async (isQuiet: boolean) => {
      if (!isQuiet) {
        setLoading(true);
        askedAt = Date.now();
      }
      const { data, error } = await ask({ signal: aborting.signal });
      if (aborting.signal.aborted) return;
      setLoading(false);
      if (error === undefined) setState({ data, error: null, key });
      else {
        void noticeFailure(error);
        setState((last) => ({ ...last, error }));
      }
      if (everyMs !== null) timer = setTimeout(again, everyMs);
    };
    const again = () => {
      if (document.visibilityState === 'visible') return void run(true);
      document.addEventListener('visibilitychange', again, { once: true });
    };
    run(false);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', again);
      aborting.abort();
    };
  }, [key, turn, everyMs]);

  return { data: state.data, error: state.error, isOld: state.key !== key, isLoading };
}
