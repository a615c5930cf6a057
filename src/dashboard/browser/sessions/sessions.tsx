/** Sessions one by one: the list, and one of them. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { usePlace } from '../state/place';
import { Session } from './session';
import { SessionList } from './session-list';

/** The list stays while one of its sessions is looked at, so that who comes back finds it as it was. */
export function Sessions() {
  const { id } = usePlace();
  const wasListed = useRef(false);
  const scrolled = useRef(0);
  if (id === null) wasListed.current = true;
  useLayoutEffect(() => {
    if (id !== null) return;
    scrollTo(0, scrolled.current);
    const keep = () => {
      scrolled.current = scrollY;
    };
    addEventListener('scrollend', keep);
    return () => removeEventListener('scrollend', keep);
  }, [id]);
  return (
    <>
      {wasListed.current && (
        <div hidden={id !== null}>
          <SessionList />
        </div>
      )}
      {id !== null && <Session key={id} id={id} />}
    </>
  );
}
