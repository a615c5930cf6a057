/** The end of a list that goes on: asks for the next page when it comes near, or by its button. */
import { useEffect, useRef } from 'preact/hooks';
import type { List } from '../api/use-list';

/** How far below the screen it may be. */
const NEAR = '600px';
/** From then on by the button alone: nobody reads so many, and each makes the page slower. */
const MOST_BY_ITSELF = 1000;

export function MoreRows({ list }: { list: List<unknown> }) {
  const { more, isAdding, error, data } = list;
  const box = useRef<HTMLDivElement>(null);
  const latest = useRef(more);
  const count = data?.length ?? 0;
  latest.current = error === null && count < MOST_BY_ITSELF ? more : null;
  // Watched anew after each page: it may be so short that the end never left the screen.
  useEffect(() => {
    if (box.current === null) return;
    const watching = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) latest.current?.();
      },
      { rootMargin: NEAR },
    );
    watching.observe(box.current);
    return () => watching.disconnect();
  }, [count, more === null]);
  if (more === null) return null;
  return (
    <div ref={box} class="more-rows">
      <button type="button" class="quiet" disabled={isAdding} onClick={more}>
        {isAdding ? 'Loading …' : 'Show more'}
      </button>
    </div>
  );
}
