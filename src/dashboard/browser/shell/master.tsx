/**
 * A list, and one thing of it as a page of its own. The list stays while the other is looked at: who comes back finds it as it was,
 * at the same place, and goes on from the same row.
 */
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { usePlace } from '../state/place';

type MasterProps = {
  list: ComponentChildren;
  /** Shows the one with this id. */
  one: (id: string) => ComponentChildren;
};

export function Master({ list, one }: MasterProps) {
  const { id } = usePlace();
  const box = useRef<HTMLDivElement>(null);
  const wasListed = useRef(false);
  const left = useRef<{ top: number; id: string | null }>({ top: 0, id: null });
  if (id === null) wasListed.current = true;
  useLayoutEffect(() => {
    if (id !== null) {
      left.current.id = id;
      return;
    }
    const rows = [...(box.current?.querySelectorAll<HTMLAnchorElement>('a[data-row]') ?? [])];
    const row = rows.find(
      ({ search }) => new URLSearchParams(search).get('id') === left.current.id,
    );
    row?.focus({ preventScroll: true });
    if (left.current.id !== null) scrollTo(0, left.current.top);
    const keep = () => {
      left.current.top = scrollY;
    };
    addEventListener('scroll', keep, { passive: true });
    return () => removeEventListener('scroll', keep);
  }, [id]);
  return (
    <>
      {wasListed.current && (
        <div ref={box} hidden={id !== null}>
          {list}
        </div>
      )}
      {id !== null && <div key={id}>{one(id)}</div>}
    </>
  );
}
