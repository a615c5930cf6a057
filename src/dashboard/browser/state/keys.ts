/**
 * Keys: what each does, for those who press them and for the list under `?`. A key that is pressed while something is typed is
 * text, but for Escape.
 */
import { useEffect, useRef } from 'preact/hooks';

type Binding = { key: string; does: string; act: () => void };

/** What acts while a dialog is open. */
const IN_DIALOGS = ['j', 'k'];

const bindings = new Set<Binding>();

/** Binds a key (a `KeyboardEvent.key`) as long as the component is shown; of several the one that came last acts. */
export function useKey(key: string, does: string, act: () => void): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    const binding = { key, does, act: () => latest.current() };
    bindings.add(binding);
    return () => void bindings.delete(binding);
  }, [key, does]);
}

/** What there is now, in the order in which it came; a key that is bound twice does what came last. */
export function listKeys(): [key: string, does: string][] {
  return [...new Map([...bindings].map(({ key, does }) => [key, does]))];
}

addEventListener('keydown', (event) => {
  const { key, target, ctrlKey, metaKey, altKey } = event;
  if (event.defaultPrevented || ctrlKey || metaKey || altKey) return;
  if (key !== 'Escape' && isTyping(target)) return;
  if (!IN_DIALOGS.includes(key) && document.querySelector('dialog[open]') !== null) return;
  const binding = [...bindings].findLast((one) => one.key === key);
  if (binding === undefined) return;
  event.preventDefault();
  binding.act();
});

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select') !== null;
}

/** Moves the focus to the next row (`data-row`) of what is seen, or to the one before. */
export function stepRow(step: 1 | -1): void {
  const root = document.querySelector('dialog[open]') ?? document;
  const rows = [...root.querySelectorAll<HTMLElement>('[data-row]')].filter((row) =>
    row.checkVisibility(),
  );
  const { activeElement } = document;
  const at = activeElement instanceof HTMLElement ? rows.indexOf(activeElement) : -1;
  const next = at < 0 ? firstSeen(rows) : rows[at + step];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: 'nearest' });
}

function firstSeen(rows: HTMLElement[]): HTMLElement | undefined {
  return rows.find((row) => row.getBoundingClientRect().top > 0) ?? rows[0];
}
